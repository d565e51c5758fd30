import { Gauge } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ConnectionVerdict } from '@domain/settings/connectionVerdict.ts';
import type { Settings } from '@domain/settings/settings.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { ConnectionTest as Tested } from '@services/workspace/connectionWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row } from '@ui/layout/Panel.tsx';
import styles from './Connections.module.css';

const GOOD: readonly ConnectionVerdict[] = ['direct', 'direct-relay', 'relay', 'blocked-relay'];

/** Tries the STUN and TURN servers, and says plainly what they are good for. What is shown is of these servers alone. */
export function ConnectionTest({ servers }: { readonly servers: Settings['iceServers'] }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [tested, setTested] = useState<{ readonly of: string; readonly result: Tested } | null>(null);
  const key = JSON.stringify(servers);
  const result = tested?.of === key && !act.isPending ? tested.result : null;
  const run = () =>
    act.run(
      () => workspace.testConnection(),
      (found) => setTested({ of: key, result: found }),
    );
  return (
    <>
      <Row title={t('settings.test')} text={t(act.isPending ? 'settings.test.running' : 'settings.test.text')}>
        <Button icon={<Gauge aria-hidden />} pending={act.isPending} disabled={servers.length === 0} onClick={run}>
          {t('settings.test.button')}
        </Button>
      </Row>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {result !== null && <Verdict result={result} />}
    </>
  );
}

function Verdict({ result }: { readonly result: Tested }): ReactNode {
  const t = useT();
  return (
    <Plain>
      <AlertBanner tone={GOOD.includes(result.verdict) ? 'info' : 'warning'}>
        <p>{t(`settings.test.verdict.${result.verdict}`)}</p>
        <ul className={styles['found']}>
          {result.servers.map(({ url, result: found }) => (
            <li key={url}>
              <bdi dir="ltr" className={styles['address']}>
                {url}
              </bdi>{' '}
              {t(`settings.test.server.${found}`)}
            </li>
          ))}
        </ul>
      </AlertBanner>
    </Plain>
  );
}
