import { Link, useLoaderData, useLocation, type LoaderFunctionArgs } from 'react-router';
import type { InvitationOffer } from '#src/identity/schema.ts';
import { call, load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDay } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { Button } from '../ui/button.tsx';
import { memberRoles } from '../ui/labels.ts';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { AuthFrame } from './auth-frame.tsx';

interface InvitationData {
  readonly token: string;
  readonly offer: typeof InvitationOffer.infer;
}

export async function loader({ params, context }: LoaderFunctionArgs): Promise<InvitationData> {
  const token = params['token'] ?? '';
  return { token, offer: await load(context, `/invitations/${encodeURIComponent(token)}`) };
}

export const handle: PageHandle<InvitationData> = {
  head: ({ offer }) => ({ title: titleOf(offer), noindex: true }),
};

const titleOf = (offer: InvitationData['offer']): string =>
  m.invitation_title({ name: pick(offer.organisation.name.zh, offer.organisation.name.en) });

export function Component() {
  const { token, offer } = useLoaderData<InvitationData>();
  const session = useRootData()?.session ?? null;
  const { pathname } = useLocation();
  const submit = useSubmit();
  const accept = (): void =>
    void submit.run(async () => {
      await call('POST', `/invitations/${encodeURIComponent(token)}/accept`);
      window.location.assign('/account/organisations');
    });
  const terms = { role: memberRoles[offer.role](), day: formatDay(offer.expiresAt) };
  return (
    <AuthFrame title={titleOf(offer)}>
      <p>{m.invitation_body(terms)}</p>
      {submit.message !== undefined && (
        <Notice tone="bad" live className="mt-4">
          {submit.message}
        </Notice>
      )}
      {session ? (
        <Button
          look="primary"
          size="lg"
          busy={submit.busy}
          onClick={accept}
          className="mt-6 w-full"
        >
          {m.invitation_accept()}
        </Button>
      ) : (
        <p className="mt-4">
          <Link to={`/sign-in?next=${encodeURIComponent(pathname)}`} className="link">
            {m.invitation_sign_in()}
          </Link>
        </p>
      )}
    </AuthFrame>
  );
}
