import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { authCall } from './auth-call.ts';

/** The way in through the institution's own identity provider, below the password. */
export function OtherSignIn({ next }: { readonly next: string }) {
  const submit = useSubmit();
  const leave = (): void =>
    void submit.run(async () => {
      const { url } = await authCall<{ url: string }>('sign-in/social', {
        provider: 'oidc',
        callbackURL: next,
      });
      window.location.assign(url);
    });
  return (
    <div className="mt-6 space-y-5">
      <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {m.sign_in_or()}
      </p>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button size="lg" busy={submit.busy} onClick={leave} className="w-full">
        {m.sign_in_oidc()}
      </Button>
    </div>
  );
}
