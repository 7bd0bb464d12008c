/** Made-up bytes for a field that holds an image or sound, so that a configuration can be tried without tasks. */
export const sampleMedia = (tag: string): Promise<Blob> =>
  tag === 'Audio' ? Promise.resolve(sampleSound()) : sampleImage();

/** A landscape with a road, as PNG. */
function sampleImage(): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = 960;
  canvas.height = 640;
  const draw = canvas.getContext('2d');
  if (!draw) return Promise.reject(new Error('this browser draws nothing'));
  const shape = (colour: string, ...points: readonly (readonly [number, number])[]): void => {
    draw.fillStyle = colour;
    draw.beginPath();
    for (const [x, y] of points) draw.lineTo(x, y);
    draw.fill();
  };
  shape('#cfe3ea', [0, 0], [960, 0], [960, 640], [0, 640]);
  shape('#a9c2b4', [0, 380], [200, 210], [360, 330], [560, 160], [960, 390], [960, 640], [0, 640]);
  shape('#7d8a82', [400, 640], [470, 390], [510, 390], [720, 640]);
  shape('#c2410c', [520, 470], [640, 470], [640, 530], [520, 530]);
  shape('#0f7b6c', [180, 400], [215, 400], [215, 500], [180, 500]);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture')))),
  );
}

const rate = 8000;
const seconds = 4;

/** Four seconds with two tones, as WAV (16 bit, mono). */
function sampleSound(): Blob {
  const count = rate * seconds;
  const bytes = new DataView(new ArrayBuffer(44 + count * 2));
  const word = (at: number, text: string): void => {
    for (const [i, one] of [...text].entries()) bytes.setUint8(at + i, one.codePointAt(0) ?? 0);
  };
  word(0, 'RIFF');
  bytes.setUint32(4, 36 + count * 2, true);
  word(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, 'data');
  bytes.setUint32(40, count * 2, true);
  for (let i = 0; i < count; i += 1) {
    const at = i / rate;
    const loud = (at > 0.5 && at < 1.5) || (at > 2.2 && at < 3.4) ? 0.4 : 0.02;
    bytes.setInt16(44 + i * 2, Math.sin(at * 2 * Math.PI * 220) * loud * 32_767, true);
  }
  return new Blob([bytes.buffer], { type: 'audio/wav' });
}
