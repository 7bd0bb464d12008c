import { registerErrors } from '#src/kernel/errors.ts';

export const ledgerErrors = registerErrors('ledger', {
  referenceReused: {
    status: 409,
    en: 'This reference is already posted with other amounts; reverse that entry or use another reference.',
    zh: '该业务编号已按其他金额入账，请先冲正原分录或更换编号。',
  },
});
