import { deflateRawSync, gzipSync } from 'node:zlib';
import * as xlsx from '@e965/xlsx';
import {
  Decimal,
  makeData,
  makeVector,
  Table,
  tableFromArrays,
  tableToIPC,
  Timestamp,
  TimeUnit,
} from 'apache-arrow';

/** Files made for the profiler's tests, by name. */
const flips = Array.from({ length: 2_000 }, (_, i) => `${i},${i === 1_000 ? 'x' : i}`);
const FLIP_CSV = `id,v\n${flips.join('\n')}\n`;

const arrow = (kind: 'file' | 'stream'): Buffer =>
  Buffer.from(
    tableToIPC(
      tableFromArrays({
        n: Int32Array.from([1, 2, 3]),
        city: ['福州', '厦门', '福州'],
        x: Float64Array.from([0.5, 1.5, 2.5]),
      }),
      kind,
    ),
  );

/** 123.45 and -1.00; two instants. */
const typedArrow = (): Buffer => {
  const price = makeData({
    type: new Decimal(2, 10, 128),
    length: 2,
    data: Uint32Array.from([12345, 0, 0, 0, 2 ** 32 - 100, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1]),
  });
  const at = makeData({
    type: new Timestamp(TimeUnit.MICROSECOND),
    length: 2,
    data: BigInt64Array.from([1577836800000000n, 1577923201500000n]),
  });
  const table = new Table({ price: makeVector(price), at: makeVector(at) });
  return Buffer.from(tableToIPC(table, 'stream'));
};

function workbook(type: 'xlsx' | 'ods' | 'biff8'): Buffer {
  const book = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet([['city', 'n'], ['福州', 1], [], ['厦门', 2]]);
  xlsx.utils.book_append_sheet(book, sheet, 'data');
  return Buffer.from(xlsx.write(book, { type: 'buffer', bookType: type }) as Uint8Array);
}

/** A ZIP of one deflated entry that claims `claimed` bytes. */
export function zipOf(name: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content);
  const path = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x0800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(claimed, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, packed]);
  const rest = Buffer.alloc(14);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, rest, path]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const png = (width: number, height: number): Buffer => {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
};

const wide = Array.from({ length: 1_500 }, (_, i) => i);

export const FILES: Readonly<Record<string, Buffer | string>> = {
  'empty.csv': '',
  'header.csv': 'a,b,c\n',
  'one-column.csv': 'name\nx\ny\n',
  'nul.csv': 'a,b\n1\0,2\n',
  'unclosed.csv': 'a,b\n1,2\n3,"open\n5,6\n',
  'long-line.csv': `a,b\n1,${'x'.repeat(10 << 20)}\n2,3\n`,
  'line-ends.csv': 'a,b\r\n1,2\r3,4\n5,6\r\n\r\n7,8',
  'duplicates.csv': 'a,a,b\n1,2,3\n',
  'ragged.csv': 'a,b\n1,2\n3\n4,5,6\n7,8\n',
  'wide.csv': `${wide.map((i) => `c${i}`).join(',')}\n${wide.join(',')}\n`,
  'flip.csv': FLIP_CSV,
  'flip.csv.gz': gzipSync(FLIP_CSV),
  'cut.csv.gz': gzipSync(FLIP_CSV).subarray(0, 2_000),
  'bomb.csv.gz': gzipSync(Buffer.alloc(200 << 20)),
  'plain.csv.gz': 'a,b\n1,2\n',
  'table.json': 'a,b\n1,2\n3,4\n',
  'gbk.csv': Buffer.from('d0d5c3fb2cb3c7cad00ad5c5c8fd2cb8a3d6dd0a', 'hex'),
  'latin.csv': Buffer.from('caf\xe9,b\n1,na\xefve\n', 'latin1'),
  'utf16le.csv': Buffer.from('\ufeffa,b\n1,福州\n', 'utf16le'),
  'utf16be.csv': Buffer.from('\ufeffa,b\n1,福州\n', 'utf16le').swap16(),
  'people.csv': 'id,phone\n11010519491231002X,13800138000\n440524188001010014,13900139000\n',
  'broken.json': '[{"a":1},\n{"a":2},\n{"a":]\n',
  'broken.jsonl': '{"a":1}\nnope\n{"a":2}\n',
  'document.jsonl': '{\n  "a": 1\n}\n',
  'deep.json': '['.repeat(100_000),
  'points.geojson':
    '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[119.3,26.1]},"properties":{"n":1}}]}',
  'three.arrow': arrow('file'),
  'three.arrows': arrow('stream'),
  'typed.arrow': typedArrow(),
  'cut.arrow': arrow('file').subarray(0, 400),
  'three.arrow.gz': gzipSync(arrow('file')),
  'book.xlsx': workbook('xlsx'),
  'book.ods': workbook('ods'),
  'book.xls': workbook('biff8'),
  'bomb.xlsx': zipOf('xl/workbook.xml', Buffer.alloc(64 << 20)),
  'lying.xlsx': zipOf('xl/workbook.xml', Buffer.alloc(1 << 20), 1_000),
  'noise.xlsx': 'not a workbook',
  'cut.parquet': Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(2_000, 7)]),
  'small.png': png(640, 480),
  'flood.png': png(100_000, 100_000),
  'picture.csv': png(640, 480),
  'cut.zip': Buffer.from('504b0304140000000800', 'hex'),
  'text.zip': zipOf('数据/说明.txt', Buffer.from('福州')),
  'read.md': '# 标题\n\n```\n# not one\n```\n## Second\n',
  'cut.wav': Buffer.from('524946462400000057415645', 'hex'),
  'bytes.bin': Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 0, 1, 2]),
};
