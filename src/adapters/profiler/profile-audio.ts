import { stat } from 'node:fs/promises';
import { parseFile } from 'music-metadata';
import type { Profile } from '#src/ports/profiler.ts';
import { BrokenFile } from './statements.ts';

/** Format facts of a recording; covers and tags are left out. */
export async function profileAudio(path: string): Promise<NonNullable<Profile['audio']>> {
  const { size } = await stat(path);
  try {
    const { format } = await parseFile(path, { duration: size < 64 << 20, skipCovers: true });
    const facts = {
      sampleRate: format.sampleRate,
      channels: format.numberOfChannels,
      bitsPerSample: format.bitsPerSample,
      frames: format.numberOfSamples,
      seconds: format.duration,
      codec: format.codec,
    };
    if (facts.sampleRate === undefined) throw new BrokenFile('audio.broken');
    return Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== undefined));
  } catch {
    throw new BrokenFile('audio.broken');
  }
}
