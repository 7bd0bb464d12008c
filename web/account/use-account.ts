import { useOutletContext } from 'react-router';
import type { Session } from '../shell/load-root.ts';

/** The signed-in person inside the account's pages. */
export const useAccount = (): Session => useOutletContext<Session>();
