"""Runs the real label-studio-sdk: argument 1 is a JSON list of jobs, argument 2 where the answers go."""
import json
import logging
import sys

from label_studio_sdk.converter import Converter
from label_studio_sdk.converter.imports.coco import convert_coco_to_ls
from label_studio_sdk.converter.imports.yolo import convert_yolo_to_ls

logging.disable(logging.CRITICAL)


def run(job):
    if job["kind"] == "convert":
        converter = Converter(config=job["config"], project_dir=job["output"], download_resources=False)
        converter.convert(job["input"], job["output"], job["format"], is_dir=False)
        return {"formats": converter.supported_formats}
    if job["kind"] == "coco":
        convert_coco_to_ls(input_file=job["input"], out_file=job["output"], image_root_url="/data/")
    else:
        convert_yolo_to_ls(
            input_dir=job["input"], out_file=job["output"], image_root_url="/data/", image_ext="",
            image_dims=(640, 480),
        )
    return {}


answers = []
with open(sys.argv[1], encoding="utf8") as file:
    for job in json.load(file):
        try:
            answers.append({"ok": True, **run(job)})
        except Exception as error:  # every job reports, none ends the rest
            answers.append({"ok": False, "error": repr(error)})
with open(sys.argv[2], "w", encoding="utf8") as file:
    json.dump(answers, file)
