import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { signCertificate, verifyCertificate, type CertificateBody } from './certificate.ts';
import {
  commitmentOf,
  drawSample,
  lotDigest,
  newSeed,
  verifyDraw,
} from '#src/kernel/draw-sample.ts';

const seed = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const lot = (size: number) =>
  Array.from({ length: size }, (_, i) => ({
    id: `u${String(i).padStart(4, '0')}`,
    digest: `${i}`,
  }));

describe('drawing', () => {
  test('the commitment is the SHA-256 of the seed, the digest that of the sorted list', async () => {
    // Independent: printf '%s' <seed> | xxd -r -p | sha256sum; printf '[["a","1"],["b","2"]]' | sha256sum
    expect(await commitmentOf(seed)).toBe(
      '4773d12e2371bb935b9a0f5439b4a1c3ad3f2414b86980f8418d1cfabdfadfef',
    );
    const units = [
      { id: 'b', digest: '2' },
      { id: 'a', digest: '1' },
    ];
    expect(await lotDigest(units)).toBe(
      '5f13efef7cdd95e7a0171a4cc6ef643955a42f10ad9dd98c6b2f1f4e6903f7f5',
    );
  });

  test('a known seed and lot give a known sample', async () => {
    expect(await drawSample(seed, lot(100), 5)).toEqual([
      'u0016',
      'u0020',
      'u0075',
      'u0001',
      'u0058',
    ]);
  });

  test('ids are distinct, of the lot, and do not depend on the order of submission', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        async (size, n) => {
          const units = lot(size);
          const sample = await drawSample(seed, units, n);
          expect(sample.length).toBe(Math.min(size, n));
          expect(new Set(sample).size).toBe(sample.length);
          expect(sample.every((id) => units.some((unit) => unit.id === id))).toBe(true);
          expect(await drawSample(seed, units.toReversed(), n)).toEqual(sample);
        },
      ),
    );
  });

  test('every unit is drawn equally often (χ² at 0.1 %)', async () => {
    const units = lot(20);
    const counts = new Map(units.map(({ id }) => [id, 0]));
    const runs = 1000;
    for (let run = 0; run < runs; run += 1) {
      const one = seed.slice(0, 56) + run.toString(16).padStart(8, '0');
      for (const id of await drawSample(one, units, 5)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const expected = (runs * 5) / 20;
    const chi = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 19 degrees of freedom; drawing without replacement makes χ² smaller by the factor 15/19.
    expect(chi / (15 / 19)).toBeLessThan(43.8);
  });

  test('a doubled unit or a malformed seed is refused; seeds are fresh', async () => {
    await expect(lotDigest([...lot(2), ...lot(1)])).rejects.toThrow(RangeError);
    await expect(drawSample('xyz', lot(9), 3)).rejects.toThrow(RangeError);
    expect(newSeed()).toMatch(/^[0-9a-f]{64}$/u);
    expect(newSeed()).not.toBe(newSeed());
  });

  test('anyone can re-derive a draw, and what was changed is named', async () => {
    const units = lot(100);
    const draw = {
      commitment: await commitmentOf(seed),
      seed,
      units,
      lotDigest: await lotDigest(units),
      sample: await drawSample(seed, units, 13),
    };
    const other = newSeed();
    const tampered = units.map((unit, i) => (i === 3 ? { ...unit, digest: 'x' } : unit));
    expect(
      await Promise.all([
        verifyDraw(draw),
        verifyDraw({ ...draw, seed: 'short' }),
        verifyDraw({ ...draw, seed: other }),
        verifyDraw({ ...draw, units: tampered }),
        verifyDraw({ ...draw, units: [...units, ...units] }),
        verifyDraw({ ...draw, sample: draw.sample.toReversed() }),
        verifyDraw({ ...draw, seed: other, commitment: await commitmentOf(other) }),
      ]),
    ).toEqual([
      { ok: true },
      { ok: false, wrong: 'seed' },
      { ok: false, wrong: 'commitment' },
      { ok: false, wrong: 'lot' },
      { ok: false, wrong: 'lot' },
      { ok: false, wrong: 'sample' },
      { ok: false, wrong: 'sample' },
    ]);
  });
});

describe('certificates', () => {
  let keys: CryptoKeyPair;
  let body: CertificateBody;
  const units = lot(100);
  beforeAll(async () => {
    keys = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
    const sample = await drawSample(seed, units, 20);
    body = {
      version: 1,
      packageId: 'package',
      lotId: 'lot',
      vendorId: 'vendor',
      committedAt: '2026-11-01T00:00:00.000Z',
      submittedAt: '2026-11-02T00:00:00.000Z',
      decidedAt: '2026-11-03T00:00:00.000Z',
      plan: {
        standard: 'ISO 2859-1',
        level: 'II',
        aql: '2.5',
        severity: 'normal',
        letter: 'F',
        lotSize: 100,
        sample: 20,
        accept: 1,
        reject: 2,
      },
      commitment: await commitmentOf(seed),
      seed,
      lotDigest: await lotDigest(units),
      sample,
      defective: sample.slice(0, 1),
      decision: 'accepted',
      nextSeverity: 'normal',
    };
  });

  test('a true certificate verifies; a changed one does not', async () => {
    const signed = await signCertificate(body, keys);
    expect(await verifyCertificate(signed, keys.publicKey, units)).toEqual({ ok: true });
    const changed = { ...signed, body: { ...body, decision: 'returned' as const } };
    expect(await verifyCertificate(changed, keys.publicKey, units)).toEqual({
      ok: false,
      wrong: 'signature',
    });
    const stranger = (await crypto.subtle.generateKey('Ed25519', true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    expect(await verifyCertificate(signed, stranger.publicKey, units)).toEqual({
      ok: false,
      wrong: 'key',
    });
    expect(await verifyCertificate({ ...signed, signature: 'no' }, keys.publicKey, units)).toEqual({
      ok: false,
      wrong: 'signature',
    });
  });

  test('even a signed certificate must say what the table, the seed and the defects say', async () => {
    const verdict = async (change: Partial<CertificateBody>): Promise<unknown> =>
      verifyCertificate(await signCertificate({ ...body, ...change }, keys), keys.publicKey, units);
    const outside = units.map(({ id }) => id).find((id) => !body.sample.includes(id)) as string;
    expect([
      await verdict({ decision: 'returned' }),
      await verdict({ defective: body.sample.slice(0, 2) }),
      await verdict({ defective: [outside] }),
      await verdict({ plan: { ...body.plan, accept: 5, reject: 6 } }),
      await verdict({ sample: body.sample.slice(0, 5) }),
      await verdict({ sample: body.sample.toReversed() }),
      await verdict({ commitment: await commitmentOf(newSeed()) }),
      await verdict({ defective: body.sample.slice(0, 2), decision: 'returned' }),
    ]).toEqual([
      { ok: false, wrong: 'decision' },
      { ok: false, wrong: 'decision' },
      { ok: false, wrong: 'defective' },
      { ok: false, wrong: 'plan' },
      { ok: false, wrong: 'plan' },
      { ok: false, wrong: 'sample' },
      { ok: false, wrong: 'commitment' },
      { ok: true },
    ]);
  });
});
