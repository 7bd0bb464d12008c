import { isWorkingDay } from '#src/notice/index.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';

/**
 * The last day of a call is a working day: selection.closingDay on a holiday or weekend,
 * notice.holiday_year_missing naming the year where the calendar does not know it.
 */
export async function mustBeWorkingDay(trx: Trx, day: string): Promise<void> {
  if (!(await isWorkingDay(trx as never, day))) throw new AppError(selectionRefusals.closingDay);
}
