"""A session of the unmodified label-studio-sdk against the hub: python3 label-studio-sdk.py URL TOKEN FOLDER."""

import io
import json
import sys
import time
import zipfile

import httpx
from label_studio_sdk import LabelStudio
from label_studio_sdk.core.api_error import ApiError

url, token, folder = sys.argv[1:]
ls = LabelStudio(base_url=url, api_key=token)
seen = {}
config = """<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img">
<Label value="car"/><Label value="dog"/></RectangleLabels></View>"""


def status(call):
    try:
        call()
        return 200
    except ApiError as error:
        return error.status_code


def region(label, x, name="r1"):
    return {
        "id": name,
        "from_name": "box",
        "to_name": "img",
        "type": "rectanglelabels",
        "original_width": 200,
        "original_height": 100,
        "image_rotation": 0,
        "value": {"x": x, "y": 10, "width": 20, "height": 30, "rotation": 0, "rectanglelabels": [label]},
    }


seen["edition"] = ls.versions.get().edition
project = ls.projects.create(title="From Python 样例", description="d", label_config=config, expert_instruction="Draw.")
seen["project"] = [project.title, project.label_config == config]
ls.projects.validate_label_config(id=project.id, label_config=config)
seen["bad config"] = status(lambda: ls.projects.validate_label_config(id=project.id, label_config="<View><Nope/>"))
got = ls.projects.get(project.id)
seen["labels"] = sorted(list(got.get_label_interface().labels)[0].keys())
seen["renamed"] = ls.projects.update(project.id, title="Renamed").title
seen["listed"] = project.id in [p.id for p in ls.projects.list()]

made = ls.projects.import_tasks(
    id=project.id,
    request=[
        {"image": "https://media.example/1.jpg"},
        {"data": {"image": "https://media.example/2.jpg"}, "predictions": [{"model_version": "m1", "score": 0.5, "result": [region("dog", 5)]}]},
        {"image": "https://media.example/3.jpg"},
    ],
    return_task_ids=True,
)
seen["imported"] = [made.task_count, len(made.task_ids)]
headers = {"Authorization": f"Token {token}"}
form = httpx.post(
    f"{url}/api/projects/{project.id}/import",
    headers=headers,
    files={"file": ("tasks.csv", "image\r\nhttps://media.example/4.jpg\r\n", "text/csv")},
)
seen["multipart"] = [form.status_code, form.json()["task_count"]]
one = ls.tasks.create(data={"image": "https://media.example/5.jpg"}, project=project.id)
ids = [t.id for t in ls.tasks.list(project=project.id, page_size=2)]
seen["pages of two"] = [len(ids), ids == sorted(ids), ids[-1] == one.id]
first, second, third = made.task_ids
seen["data"] = ls.tasks.get(first).data
seen["changed"] = ls.tasks.update(str(one.id), data={"image": "https://media.example/five.jpg"}).data

ls.predictions.create(task=first, model_version="m2", score=0.25, result=[region("car", 1)])
ls.projects.import_predictions(id=project.id, request=[{"task": third, "model_version": "m3", "score": 0.75, "result": [region("dog", 2)]}])
seen["predictions"] = [[p.model_version for p in ls.predictions.list(task=t)] for t in (first, second, third)]

mark = ls.annotations.create(id=first, result=[region("car", 10)], lead_time=1.5)
seen["annotated"] = [mark.task, mark.lead_time, len(mark.result)]
seen["twice"] = status(lambda: ls.annotations.create(id=first, result=[region("car", 10)]))
seen["unknown label"] = status(lambda: ls.annotations.create(id=second, result=[region("cat", 10)]))
changed = ls.annotations.update(id=mark.id, result=[region("dog", 40)])
seen["updated"] = ls.annotations.get(mark.id).result[0]["value"]["x"]
ls.annotations.create(id=second, result=[], was_cancelled=True)
gone = ls.annotations.create(id=third, result=[region("car", 20)])
ls.annotations.delete(gone.id)
seen["deleted"] = [status(lambda: ls.annotations.get(gone.id)), len(ls.annotations.list(third))]
again = ls.annotations.create(id=third, result=[region("car", 30), region("dog", 60, "r2")])
seen["again"] = len(ls.annotations.list(third))

exported = ls.projects.exports.as_json(project.id)
seen["json"] = [[len(t["annotations"]), [a["was_cancelled"] for a in t["annotations"]]] for t in exported]
frame = ls.projects.exports.as_pandas(project.id)
seen["csv"] = sorted(frame["image"])
coco = json.loads(ls.projects.exports.as_binary(project.id, export_type="COCO"))
seen["coco"] = [len(coco["images"]), [a["bbox"] for a in coco["annotations"]]]
yolo = zipfile.ZipFile(io.BytesIO(ls.projects.exports.as_binary(project.id, export_type="YOLO")))
seen["yolo"] = sorted(n for n in yolo.namelist() if n.startswith("labels/") or n.endswith(".txt"))
single = b"".join(ls.projects.exports.download_sync(project.id, export_type="JSON", ids=[third]))
seen["by id"] = [t["id"] == third for t in json.loads(single)]
seen["unknown format"] = status(lambda: list(ls.projects.exports.download_sync(project.id, export_type="NOPE")))

snapshot = ls.projects.exports.create(project.id, title="snap")


def ready(pick):
    for _ in range(200):
        now = ls.projects.exports.get(id=project.id, export_pk=snapshot.id)
        if pick(now) in ("completed", "failed"):
            return pick(now)
        time.sleep(0.1)
    return "late"


seen["snapshot"] = ready(lambda s: s.status)
ls.annotations.update(id=again.id, result=[region("car", 77)])
ls.projects.exports.convert(id=project.id, export_pk=snapshot.id, export_type="CSV")
seen["converted"] = ready(lambda s: s.converted_formats[0].status if s.converted_formats else None)
file = b"".join(ls.projects.exports.download(id=project.id, export_pk=snapshot.id, export_type="CSV"))
seen["of the snapshot"] = [b'"x":30' in file.replace(b'""', b'"').replace(b" ", b""), b'"x":77' in file.replace(b'""', b'"').replace(b" ", b"")]
seen["snapshots"] = [s.title for s in ls.projects.exports.list(project.id)]

seen["webhooks"] = status(lambda: ls.webhooks.create(url="https://media.example/hook"))
stranger = LabelStudio(base_url=url, api_key="0" * 40)
seen["bad token"] = status(lambda: stranger.projects.get(project.id))
ls.projects.delete(project.id)
seen["project gone"] = status(lambda: ls.projects.get(project.id))

with open(f"{folder}/tasks.json", "w") as out:
    json.dump(exported, out)
from label_studio_sdk.converter import Converter

Converter(config=config, project_dir=folder, download_resources=False).convert(f"{folder}/tasks.json", f"{folder}/coco", "COCO", is_dir=False)
theirs = json.load(open(f"{folder}/coco/result.json"))
seen["converter"] = [a["bbox"] for a in theirs["annotations"]]
print(json.dumps(seen))
