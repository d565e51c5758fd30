import { type ReactNode, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import type { Past } from '@services/snapshots/past.ts';
import type { SnapshotListing } from '@services/workspace/snapshotWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './LookInstead.module.css';

/** What there was, where what is does not open (SNP-15). Nothing, where there is no snapshot. */
export function LookInstead({ past }: { readonly past: Past }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [chosen, setChosen] = useState<string | null>(null);
  const listed = useListed(past);
  if (listed.length === 0) return null;
  const look = (id: string) => {
    setChosen(id);
    act.run(
      () => past.check(id),
      () => enter(id),
    );
  };
  return (
    <div className={styles['past']}>
      <Section title={t('snapshot.instead.title')} description={t('snapshot.instead.text')}>
        {listed.map((snapshot) => (
          <Moment
            key={snapshot.id}
            snapshot={snapshot}
            isBusy={act.isPending}
            isPending={act.isPending && chosen === snapshot.id}
            onLook={() => look(snapshot.id)}
          />
        ))}
      </Section>
      <p role="alert">{act.error === null ? '' : errorText(act.error)}</p>
    </div>
  );
}

interface MomentProps {
  readonly snapshot: SnapshotListing;
  readonly isBusy: boolean;
  readonly isPending: boolean;
  readonly onLook: () => void;
}

function Moment({ snapshot, isBusy, isPending, onLook }: MomentProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { madeAt, reason } = snapshot;
  return (
    <Row title={formats.full(madeAt)} text={t(`snapshot.reason.${reason}`)}>
      <Button
        size="small"
        pending={isPending}
        disabled={isBusy}
        aria-label={t('snapshot.look.label', { when: isolate(formats.full(madeAt)) })}
        onClick={onLook}
      >
        {t('snapshot.look')}
      </Button>
    </Row>
  );
}

/** Those there are; none while they are looked for, or where they cannot be. */
function useListed(past: Past): readonly SnapshotListing[] {
  const [listed, setListed] = useState<readonly SnapshotListing[]>([]);
  useEffect(() => {
    let isShown = true;
    void past.list().then((found) => {
      if (isShown && found.ok) setListed(found.value);
    });
    return () => {
      isShown = false;
    };
  }, [past]);
  return listed;
}

/** This window shows the snapshot from now on, from the list of chats on. */
function enter(id: string): void {
  sessionStorage.setItem(LOOKING_NAME, id);
  location.hash = '#/chats';
  location.reload();
}
