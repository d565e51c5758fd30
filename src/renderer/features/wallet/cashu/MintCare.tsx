import { type ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { MintEntry, MintView } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { useMintActs } from './useMints.ts';

export interface MintCareProps {
  readonly mint: MintView;
  readonly onGone: () => void;
}

/** What a mint is, finding notes again, and letting go of it. */
export function MintCare({ mint, onGone }: MintCareProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const mints = useMintActs();
  const act = useAct<WorkspaceErrorCode>();
  const isEmpty = mint.balances.every(({ balance, setAside }) => balance === 0n && setAside === 0n);
  const forgetText = t(mint.entries.some(mayBeOpen) ? 'cashu.forget.open' : 'cashu.forget.text');
  const restore = () =>
    act.run(
      () => mints.restoreMint(mint.url),
      ({ restored }) => toast({ text: t(restored === 0n ? 'cashu.restore.none' : 'cashu.restore.done') }),
    );
  const forget = () =>
    act.run(
      () => mints.forgetMint(mint.url),
      () => {
        toast({ text: t('cashu.forget.done') });
        onGone();
      },
    );
  return (
    <Section title={t('cashu.about')}>
      {mint.description !== '' && <Row title={t('cashu.says')} text={<bdi dir="auto">{mint.description}</bdi>} />}
      <Row title={t('cashu.custody')} text={t('cashu.custody.text')} />
      <Row title={t('cashu.restore')} text={t(mint.canRestore ? 'cashu.restore.text' : 'cashu.restore.cannot')}>
        {mint.canRestore && (
          <Button pending={act.isPending} onClick={restore}>
            {t('cashu.restore.press')}
          </Button>
        )}
      </Row>
      {isEmpty && (
        <Row title={t('cashu.forget')} text={forgetText}>
          <ConfirmButton
            label={t('cashu.forget.press')}
            title={t('cashu.forget')}
            confirmLabel={t('cashu.forget.press')}
            cancelLabel={t('common.cancel')}
            onConfirm={forget}
          >
            {forgetText}
          </ConfirmButton>
        </Row>
      )}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </Section>
  );
}

/** An invoice that may have been paid, or a token that nobody redeemed as far as is known here: whether it is, the mint is asked before it goes (CSH-4). */
function mayBeOpen({ kind, stage, isTaken }: MintEntry): boolean {
  return kind === 'buy' ? stage === 'quoted' : kind === 'send' && stage === 'done' && !isTaken;
}
