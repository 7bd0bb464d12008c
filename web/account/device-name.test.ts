import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

test('browser and system are told apart', () => {
  const agents = [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
    'curl/8.5.0',
    undefined,
  ];
  expect(agents.map(deviceName)).toEqual([
    'Edge · Windows',
    'WeChat · Android',
    'Safari · macOS',
    undefined,
    undefined,
  ]);
});
