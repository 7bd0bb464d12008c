import { AppError, errors } from '#src/kernel/errors.ts';
import type { Trx } from '../deps.ts';
import { applicationById, lockApplication, type ApplicationRow } from '../queries/application.ts';
import { holdRound, type RoundRow } from '../queries/round.ts';

/**
 * An application locked for change, its round held in its state: the round first, as its own commands
 * do, so that neither waits for the other. hub.notFound where the actor sees none.
 */
export async function heldApplication(
  trx: Trx,
  id: string,
): Promise<{ round: RoundRow; application: ApplicationRow }> {
  const seen = await applicationById(trx, id);
  const round = seen && (await holdRound(trx, seen.round_id));
  const application = round && (await lockApplication(trx, id));
  if (!application) throw new AppError(errors.notFound);
  return { round, application };
}
