import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const failure = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('readConfig', () => {
  test('an empty environment is the loopback demo', () => {
    const config = readConfig({});
    expect([config.host, config.port, config.publicUrl, config.dataDir, config.seed]).toEqual([
      '127.0.0.1',
      8080,
      'http://127.0.0.1:8080',
      'var',
      'demo',
    ]);
  });

  test.each([
    [{}, 'optional'],
    [{ SEED: 'none' }, 'required'],
    [{ PUBLIC_URL: 'https://data.example.cn' }, 'required'],
    [{ SEED: 'none', STAFF_2FA: 'optional' }, 'optional'],
    [{ HOST: '0.0.0.0', SECRET: 'q7Zt0aW3nVb8Kc5Jm2Xr9Ld6Hs4Pf1Gy' }, 'required'],
  ])('staff need a second factor unless it is the demo on loopback: %o', (env, expected) => {
    expect(readConfig(env as Record<string, string>).staffSecondFactor).toBe(expected);
  });

  test.each([
    [{ PORT: 'http' }, 'PORT must be a port from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT must be a port from 0 to 65535.'],
    [{ PUBLIC_URL: 'hub' }, 'PUBLIC_URL must be a URL such as http://host:8080.'],
    [{ SEED: 'all' }, 'SEED must be demo or none.'],
    [
      { HOST: '0.0.0.0', SEED: 'demo' },
      'SEED=demo is refused because HOST is not a loopback address; use SEED=none.',
    ],
    [
      { HOST: '0.0.0.0' },
      'SECRET is missing: set at least 32 random characters when HOST is not loopback.',
    ],
    [{ SECRET: 'short' }, 'SECRET must be at least 32 random characters.'],
    [
      { SECRET: 'changemechangemechangemechangeme' },
      'SECRET must be at least 32 random characters, not a default or guessable text.',
    ],
    [{ S3_BUCKET: 'hub' }, 'S3_ENDPOINT is missing: S3_BUCKET is set, so set it too.'],
    [{ OUTBOUND_ALLOW: 'host' }, 'OUTBOUND_ALLOW must be host:port pairs separated by commas.'],
  ])('%j stops the start', (env, sentence) => {
    expect(failure(env as Record<string, string>)).toBe(sentence);
  });
});
