import { type } from 'arktype';

/**
 * An address as better-auth accepts it (letters, digits and _'+- in dot-separated words, a dotted
 * host name), so that no account exists that could not sign in.
 */
export const email = type(
  "/^[A-Za-z0-9_'+-]+(\\.[A-Za-z0-9_'+-]+)*@([A-Za-z0-9][A-Za-z0-9-]*\\.)+[A-Za-z]{2,}$/",
)
  .and('string <= 254')
  .describe('an e-mail address');

/** Bodies of /api/auth, checked before better-auth sees them: it accepts more than we offer. */
const password = type('10 <= string <= 128').describe('a password of 10 to 128 characters');
/** A password being tried: any length up to the maximum, so that the answer says nothing about it. */
const attempt = type('1 <= string <= 128').describe('a password');
const code = type('/^[0-9]{6}$/').describe('the six digits of the authenticator');
/** A path of our own site. */
const ownPath = type('/^\\/([A-Za-z0-9_-][^\\\\\\s\\x00]{0,500})?$/').describe(
  'a path of this site',
);

/** One line that does not begin with a space: no control characters. */
export const line = (max: number, what: string) =>
  type('/^[^\\x00-\\x20\\x7f][^\\x00-\\x1f\\x7f]*$/')
    .and(`string <= ${max}`)
    .describe(`${what} of 1 to ${max} characters`);

export const SignUp = type({
  '+': 'reject',
  name: line(80, 'a name'),
  email,
  password,
});
export const SignIn = type({
  '+': 'reject',
  email,
  password: attempt,
  'rememberMe?': 'boolean',
});
export const SignInProvider = type({
  '+': 'reject',
  provider: "'oidc'",
  'callbackURL?': ownPath,
});
export const RequestReset = type({ '+': 'reject', email });
export const ResetPassword = type({
  '+': 'reject',
  token: '1 <= string <= 200',
  newPassword: password,
});
export const ChangePassword = type({
  '+': 'reject',
  currentPassword: attempt,
  newPassword: password,
});
export const ResendVerification = type({ '+': 'reject', email });
export const PasswordOnly = type({ '+': 'reject', password: attempt });
export const VerifyTotp = type({ '+': 'reject', code, 'trustDevice?': 'boolean' });
export const VerifyBackupCode = type({
  '+': 'reject',
  code: type('/^[A-Za-z0-9-]{8,20}$/').describe('a backup code'),
  'trustDevice?': 'boolean',
});
export const Nothing = type({ '+': 'reject' });
export const VerifyQuery = type({ token: 'string <= 2000', 'callbackURL?': ownPath });
export const CallbackQuery = type({
  'code?': 'string <= 2000',
  'state?': 'string <= 500',
  'error?': 'string <= 200',
  'error_description?': 'string <= 500',
  'iss?': 'string <= 500',
  'session_state?': 'string <= 500',
});

/** `twoFactorRedirect` asks for the second step; no session exists before it is done. */
export const SignInReply = type({ 'twoFactorRedirect?': 'boolean', 'url?': 'string' });
/** The same for a new and for a known address. */
export const SignUpReply = type({ status: 'true' });
export const DoneReply = type({ 'status?': 'boolean' });
export const ProvidersReply = type({ providers: type("'oidc'").array() });
export const TotpReply = type({ 'totpURI?': 'string', 'backupCodes?': 'string[]' });
