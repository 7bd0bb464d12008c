import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '#test/support/hub.ts';
import { person } from '#test/support/people.ts';
import { Visitor } from '#test/support/visitor.ts';

let hub: TestHub;
let operator: Visitor;
let citizen: Visitor;
let anonymous: Visitor;

beforeAll(async () => {
  hub = await startHub({ jobs: false });
  operator = await person(hub, 'operator', { staffRole: 'operator' });
  citizen = await person(hub, 'citizen');
  anonymous = new Visitor(hub);
});
afterAll(() => hub.stop());

describe('the calendar', () => {
  const year = '/api/v1/calendar/years/2026';
  const put = `/api/v1/operator/calendar/years/2027`;
  const holiday = (day: string) => ({ day, name: '元旦' });

  test('holds three years with their documents', async () => {
    const { body } = await anonymous.get('/api/v1/calendar/years');
    expect(body.items.map((y: any) => [y.year, y.holidays, y.worked])).toEqual([
      [2026, 33, 6],
      [2025, 28, 5],
      [2024, 28, 8],
    ]);
    expect((await anonymous.get(year)).body.worked).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    const day = async (from: string, days: number) =>
      (await anonymous.get(`/api/v1/calendar/working-day?from=${from}&days=${days}`)).body;
    expect((await day('2026-09-24', 5)).day).toBe('2026-10-09');
    expect((await day('2026-02-13', 1)).day).toBe('2026-02-14');
    expect((await day('2024-02-28', 1)).day).toBe('2024-02-29');
    expect((await day('2026-02-29', 1)).code).toBe('hub.invalid');
    expect(await day('2026-12-31', 1)).toMatchObject({
      code: 'notice.holidayYearMissing',
      year: 2027,
    });
  });

  test('a year is added and corrected by an operator; what does not fit is named', async () => {
    const body = {
      revision: 0,
      source: '国办发明电〔2026〕9号',
      holidays: [holiday('2027-01-01')],
    };
    const bad = await operator.send('PUT', put, {
      ...body,
      holidays: [holiday('2027-02-29'), holiday('2026-11-30'), holiday('2027-01-01')],
      worked: ['2027-01-04', '2027-01-01'],
    });
    expect(bad.body.errors.map((e: any) => e.field)).toEqual([
      'holidays/0/day',
      'holidays/1/day',
      'worked/0',
      'worked/1',
    ]);
    expect((await citizen.send('PUT', put, { ...body, worked: [] })).status).toBe(404);
    const kept = await operator.send('PUT', put, { ...body, worked: ['2026-12-26'] });
    expect(kept.body).toMatchObject({ year: 2027, revision: 1, worked: ['2026-12-26'] });
    const from = '/api/v1/calendar/working-day?from=2026-12-25&days=1';
    expect((await anonymous.get(from)).body.day).toBe('2026-12-26');
    expect((await operator.send('PUT', put, { ...body, worked: [] })).body.code).toBe(
      'hub.conflict',
    );
    const corrected = await operator.send('PUT', put, { ...body, revision: 1, worked: [] });
    expect(corrected.body).toMatchObject({ revision: 2, worked: [] });
    expect((await anonymous.get(from)).body.day).toBe('2026-12-28');
  });
});
