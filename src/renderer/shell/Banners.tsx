import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { LiveQuery } from '@ports/query.ts';
import type { Equivocation } from '@services/workspace/deliveryWorkspace.ts';
import type { StartNotice, Workspace } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { lookedInto } from './look/lookApplication.ts';
import styles from './ReadyShell.module.css';

/** What a person must know about the state of their data, for as long as it is so. */
export function Banners(props: { readonly workspace: Workspace; readonly notice: StartNotice | null }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { readOnly, hostReachable, hostRestarted } = useSnapshot(props.workspace.connection);
  const [isNoticeSeen, setNoticeSeen] = useState(false);
  return (
    <div className={styles['banners']}>
      {hostRestarted && <HostBanner state="hostRestarted" />}
      {!hostReachable && !hostRestarted && <HostBanner state="hostGone" />}
      {lookedInto() !== null && (
        <Suspense fallback={null}>
          <LookBanner />
        </Suspense>
      )}
      <ForkBanner workspace={props.workspace} />
      <Later>
        <BackupTrouble workspace={props.workspace} />
        <ReturnTold workspace={props.workspace} />
      </Later>
      {readOnly !== null && (
        <AlertBanner tone="warning" title={t('shell.readOnly.title')}>
          {t(`shell.readOnly.${readOnly}`)}
        </AlertBanner>
      )}
      {props.notice !== null && !isNoticeSeen && (
        <AlertBanner
          tone={props.notice.kind === 'rebuilt-doubtful' ? 'warning' : 'info'}
          title={t(`shell.${props.notice.kind}.title`)}
          actions={
            <Button size="small" onClick={() => setNoticeSeen(true)}>
              {t('common.dismiss')}
            </Button>
          }
        >
          {t(`shell.${props.notice.kind}.text`, {
            events: formats.number(props.notice.events),
            count: props.notice.events,
          })}
        </AlertBanner>
      )}
    </div>
  );
}

/** When the app has been open for a while: nothing of this is needed before, nor its code. */
const AWHILE = 60_000;
const LookBanner = lazy(() => import('./look/LookBanner.tsx').then((code) => ({ default: code.LookBanner })));
const BackupTrouble = lazy(() => import('./BackupTrouble.tsx').then((code) => ({ default: code.BackupTrouble })));
const ReturnTold = lazy(() => import('./ReturnTold.tsx').then((code) => ({ default: code.ReturnTold })));

function Later({ children }: { readonly children: ReactNode }): ReactNode {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), AWHILE);
    return () => clearTimeout(timer);
  }, []);
  return isLater && <Suspense fallback={null}>{children}</Suspense>;
}

/** The host is away, or takes nothing from this window any more: in the browser edition, with the address to look for. */
function HostBanner({ state }: { readonly state: 'hostGone' | 'hostRestarted' }): ReactNode {
  const t = useT();
  const { protocol, origin } = window.location;
  const isBrowser = protocol === 'http:' || protocol === 'https:';
  return (
    <AlertBanner
      tone="danger"
      title={t(`shell.${state}.title`)}
      actions={
        // A new address opened beside this window lets this one in, too.
        isBrowser && (
          <Button size="small" onClick={() => window.location.reload()}>
            {t('shell.reload')}
          </Button>
        )
      }
    >
      {isBrowser ? t(`shell.${state}.browser`, { address: isolate(`${origin}/?key=…`) }) : t(`shell.${state}.text`)}
    </AlertBanner>
  );
}

const NO_PROOFS: readonly Equivocation[] = [];

/** Another copy of this profile writes with the key of this device. */
function ForkBanner({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const t = useT();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const account = own.status === 'ready' ? own.value.account : null;
  const query = useMemo(() => (account === null ? null : workspace.equivocations(account)), [workspace, account]);
  return query === null ? null : <OwnProofs query={query} title={t('shell.fork.title')} text={t('shell.fork.text')} />;
}

function OwnProofs(props: {
  readonly query: LiveQuery<readonly Equivocation[]>;
  readonly title: string;
  readonly text: string;
}): ReactNode {
  const proofs = useQueryValue(props.query, NO_PROOFS);
  if (proofs.length === 0) return null;
  return (
    <AlertBanner tone="danger" title={props.title}>
      {props.text}
    </AlertBanner>
  );
}
