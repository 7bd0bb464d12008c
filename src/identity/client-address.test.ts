import { expect, test } from 'vitest';
import { networkOf } from './client-address.ts';

test('one network whatever the spelling of the address', () => {
  const spellings = [
    '192.0.2.7',
    '::ffff:192.0.2.7',
    '::ffff:c000:207',
    '0:0:0:0:0:ffff:192.0.2.7',
  ];
  expect(spellings.map(networkOf)).toEqual(spellings.map(() => '192.0.2.7'));
  const neighbours = ['2001:db8:1:2::1', '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff'];
  expect(neighbours.map(networkOf)).toEqual(['2001:db8:1:2::/64', '2001:db8:1:2::/64']);
  expect(networkOf('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  expect(['', 'localhost', '192.0.2.7, 10.0.0.1'].map(networkOf)).toEqual(
    Array.from({ length: 3 }, () => 'unknown'),
  );
});
