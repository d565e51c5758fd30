import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Equivocation } from '@services/workspace/deliveryWorkspace.ts';
import type { Contact } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly Equivocation[] = [];

/** A device of theirs said two different things at one place: said plainly, with the proof to hand on. */
export function ProofNotice({ contact }: { readonly contact: Contact }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const toast = useToast();
  const proofs = useQueryValue(
    useMemo(() => workspace.equivocations(contact.account), [workspace, contact.account]),
    NONE,
  );
  const [first] = proofs;
  if (first === undefined) return null;
  const copy = () => {
    navigator.clipboard.writeText(proofs.map(({ proof }) => proof).join('\n')).then(
      () => toast({ text: t('common.copied'), duration: 2000 }),
      () => toast({ tone: 'danger', text: t('common.copyFailed') }),
    );
  };
  return (
    <AlertBanner
      tone="danger"
      title={t('delivery.proof.title')}
      actions={
        <Button size="small" onClick={copy}>
          {t('delivery.proof.copy')}
        </Button>
      }
    >
      <T
        id="delivery.proof.text"
        values={{ name: <PersonName>{contact.name}</PersonName>, date: formats.date(first.seenAt) }}
      />
    </AlertBanner>
  );
}
