import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('cells are quoted where they must be and never run as formulas', () => {
  expect(csvLine(['甲', 'a,b', 'say "x"', 'two\nlines', ''])).toBe(
    '甲,"a,b","say ""x""","two\nlines",\r\n',
  );
  expect(csvLine(['-12.50', '-1+1', '=1+1', '@x', '+x', '\tx'])).toBe(
    "-12.50,'-1+1,'=1+1,'@x,'+x,'\tx\r\n",
  );
});
