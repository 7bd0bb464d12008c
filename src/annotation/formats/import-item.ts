import type { LabelledAnnotation, LabelledPrediction, ResultItem } from '../region.ts';

/** A task as a file brings it: ids and people are the importer's to assign. */
export interface ImportedTask {
  data: Record<string, unknown>;
  meta?: Record<string, unknown>;
  annotations: ImportedAnnotation[];
  predictions: LabelledPrediction[];
}

/** An annotation as a file brings it; what the file does not say is absent. */
export type ImportedAnnotation = Partial<Omit<LabelledAnnotation, 'result'>> & {
  result: ResultItem[];
};

/** Where in the import something stands. */
export interface ImportPlace {
  /** The item's number, from 1; 0 when it concerns the whole import. */
  item: number;
  /** Line in the file, from 1, where the format has lines. */
  line?: number;
  /** Path of the file, for formats of many files. */
  file?: string;
}

/** What the import leaves out because of a problem. */
export type ImportLoss = 'item' | 'label' | 'nothing';

export type ImportItem =
  | ({ kind: 'task'; task: ImportedTask } & ImportPlace)
  | ({
      kind: 'problem';
      code: ImportProblemCode;
      lost: ImportLoss;
      en: string;
      zh: string;
      /** JSON pointer into the item, or the column. */
      at?: string;
    } & ImportPlace);

/** One file of an import of many files, such as an entry of a ZIP; `text` reads it when it is wanted. */
export interface ImportFile {
  path: string;
  text(): Promise<string>;
}

/** Bytes or text in pieces of any size, cut anywhere. */
export type ImportSource = AsyncIterable<Uint8Array | string>;

const sentences = {
  'json.syntax': ['This item is not valid JSON; correct it.', '此条目不是有效的 JSON，请改正。'],
  'json.unfinished': [
    'The JSON ends before its brackets close; send the whole file.',
    'JSON 在括号闭合之前结束，请上传完整文件。',
  ],
  'json.notList': [
    'The file is not a list of items; see the formats page for the expected shape.',
    '文件不是条目列表，请参阅格式说明。',
  ],
  'text.encoding': [
    'Some bytes could not be read as text; save the file as UTF-8.',
    '部分字节无法按文本读取，请将文件另存为 UTF-8。',
  ],
  'task.noData': ['The item has no data to label.', '此条目没有可标注的数据。'],
  'task.shape': ['The item does not have the shape of this format.', '此条目不符合该格式的结构。'],
  'task.noText': ['The item has no text.', '此条目没有文本。'],
  'annotation.shape': [
    'An annotation has no list of results and was left out.',
    '某个标注缺少结果列表，已略去。',
  ],
  'region.shape': [
    'A label lacks from_name, to_name, type or value and was left out.',
    '某个标签缺少 from_name、to_name、type 或 value，已略去。',
  ],
  'relation.ends': [
    'A relation names a region that is not there and was left out.',
    '某个关系指向不存在的区域，已略去。',
  ],
  'span.outside': [
    'A span starts or ends outside the text and was left out.',
    '某个文本片段超出文本范围，已略去。',
  ],
  'span.mismatch': [
    'The text of a span does not stand at its offset; it was left out, not moved.',
    '片段文字与其偏移位置不符，已略去，未作移动。',
  ],
  'span.utf16': [
    'A span fits the text only when counted in UTF-16 units; it was left out: convert its offsets to code points.',
    '该片段仅在按 UTF-16 单元计数时相符，已略去；请将偏移换算为码点。',
  ],
  'table.columns': [
    'The row does not have as many columns as the header.',
    '该行列数与表头不一致。',
  ],
  'table.header': [
    'The header has an empty or repeated column name.',
    '表头存在空的或重复的列名。',
  ],
  'table.quote': ['A quoted cell is never closed.', '带引号的单元格没有结束引号。'],
  'control.none': [
    'The label configuration has no control for this kind of label; it was left out.',
    '标注配置中没有适用于此类标签的控件，已略去。',
  ],
  'image.size': [
    'The size of the image is not known, so its labels cannot be placed; they were left out.',
    '图像尺寸未知，无法放置标签，已略去。',
  ],
  'image.missing': [
    'No image belongs to this label file; add the image or a list of images.',
    '此标签文件没有对应的图像，请补充图像或图像清单。',
  ],
  'coco.rle': [
    'Run-length masks are not kept; the label was left out.',
    '不保留游程编码掩码，该标签已略去。',
  ],
  'coco.image': [
    'The annotation names an image that is not in the file.',
    '该标注引用了文件中不存在的图像。',
  ],
  'coco.category': [
    'The annotation names a category that is not in the file.',
    '该标注引用了文件中不存在的类别。',
  ],
  'coco.holes': [
    'A shape of several polygons became one polygon each.',
    '由多个多边形组成的形状已拆为各自独立的多边形。',
  ],
  'box.shape': [
    'A box has missing numbers or no area and was left out.',
    '某个矩形缺少数值或面积为零，已略去。',
  ],
  'polygon.shape': [
    'A polygon has fewer than three points or an odd number of coordinates and was left out.',
    '某个多边形少于三个点或坐标数为奇数，已略去。',
  ],
  'voc.syntax': ['The file is not valid XML; correct it.', '文件不是有效的 XML，请改正。'],
  'voc.part': ['Parts of an object are not kept.', '不保留目标的部件。'],
  'voc.attributes': ['Actions of an object are not kept.', '不保留目标的动作属性。'],
  'yolo.names': [
    'No class names were found; add data.yaml, classes.txt or obj.names.',
    '未找到类别名称，请补充 data.yaml、classes.txt 或 obj.names。',
  ],
  'yolo.columns': [
    'The line does not have the columns of this kind of YOLO label; it was left out.',
    '该行的列数不符合此类 YOLO 标签，已略去。',
  ],
  'yolo.class': [
    'The line names a class that has no name; it was left out.',
    '该行的类别编号没有名称，已略去。',
  ],
  'conll.tag': [
    'The last column is not an entity tag such as B-PER or O; the sentence was left out.',
    '末列不是 B-PER 或 O 之类的实体标记，该句已略去。',
  ],
  'prodigy.rejected': [
    'The example was rejected in Prodigy: the text is kept, its spans are not.',
    '该样例在 Prodigy 中被拒绝：保留文本，不保留片段。',
  ],
  'image.absent': [
    'The archive does not hold the file that this item names; the item was left out.',
    '压缩包中没有此条目所引用的文件，该条目已略去。',
  ],
  'image.ambiguous': [
    'The archive holds several files of the name that this item gives; the item was left out: give the whole path.',
    '压缩包中有多个同名文件，该条目已略去；请写明完整路径。',
  ],
  'image.damaged': [
    'The file is not a picture of its kind; the item was left out.',
    '该文件不是有效的图像，该条目已略去。',
  ],
  'archive.shape': [
    'The file is not a whole ZIP archive; pack it again and send all of it.',
    '文件不是完整的 ZIP 压缩包，请重新打包并完整上传。',
  ],
  'archive.entries': [
    'The archive holds more than 100,000 files or unpacks to more than 16 GiB; split it.',
    '压缩包超过 10 万个文件或解压后超过 16 GiB，请拆分。',
  ],
  'archive.path': [
    'The name leads out of the archive or is a link; the file was left out.',
    '文件名指向压缩包之外或为链接，该文件已略去。',
  ],
  'archive.encrypted': [
    'The file is encrypted and was left out; pack it without a password.',
    '该文件已加密，已略去；请不设密码重新打包。',
  ],
  'archive.method': [
    'The file is packed in a way that is not read and was left out; use stored or deflate.',
    '该文件的压缩方式不受支持，已略去；请使用 store 或 deflate。',
  ],
  'archive.size': [
    'The file unpacks to far too much and was left out.',
    '该文件解压后过大，已略去。',
  ],
  'archive.damaged': [
    'The file is damaged in the archive and was left out.',
    '该文件在压缩包中已损坏，已略去。',
  ],
  'archive.kind': [
    'The archive holds nothing that this format reads; choose another format or look into the archive.',
    '压缩包中没有该格式可读取的内容，请更换格式或检查压缩包。',
  ],
  'archive.unused': [
    'No item names this file of the archive; it was left out.',
    '没有条目引用压缩包中的此文件，已略去。',
  ],
  'squad.answer': ['A question has no answer.', '某个问题没有答案。'],
} as const satisfies Record<string, readonly [en: string, zh: string]>;

/** Stable names of what may be wrong with an item; each has a sentence in English and Chinese. */
export type ImportProblemCode = keyof typeof sentences;

/** One problem at one place, with its sentence in both languages. */
export function problem(
  place: ImportPlace,
  code: ImportProblemCode,
  lost: ImportLoss,
  at?: string,
): ImportItem {
  const [en, zh] = sentences[code];
  return { kind: 'problem', ...place, code, lost, en, zh, ...(at === undefined ? {} : { at }) };
}
