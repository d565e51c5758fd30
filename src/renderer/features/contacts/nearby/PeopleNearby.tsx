import { UserRound, UserRoundCheck, Wifi } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { NearbyView, PersonNearby } from '@services/workspace/nearbyWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Row } from '@ui/layout/Panel.tsx';
import styles from './Nearby.module.css';
import { useNearby } from './useNearby.ts';

export interface PeopleNearbyProps {
  /** An invite somebody nearby sent. */
  readonly onFound: (text: string) => void;
}

/** Who is in the same network and looks for people, too. Nothing is done before both said yes. */
export function PeopleNearby({ onFound }: PeopleNearbyProps): ReactNode {
  const t = useT();
  const view = useNearby();
  return (
    <div className={styles['nearby']}>
      <p>{t('nearby.how')}</p>
      <p className={styles['small']}>{t('nearby.seen')}</p>
      {view === null ? <Spinner label={t('nearby.looking')} /> : <Seen view={view} onFound={onFound} />}
    </div>
  );
}

function Seen({ view, onFound }: PeopleNearbyProps & { readonly view: NearbyView }): ReactNode {
  const t = useT();
  if (view.state !== 'on') return <AlertBanner tone="info">{t(`nearby.state.${view.state}`)}</AlertBanner>;
  const asking = new Set(view.invites.map(({ id }) => id));
  const others = view.people.filter(({ id }) => !asking.has(id));
  return (
    <div aria-live="polite" className={styles['people']}>
      {view.invites.map((invite) => (
        <Row
          key={invite.id}
          icon={<UserRoundCheck aria-hidden />}
          title={<PersonName>{invite.name}</PersonName>}
          text={t('nearby.asks')}
        >
          <Button variant="primary" onClick={() => onFound(invite.link)}>
            {t('nearby.view')}
          </Button>
        </Row>
      ))}
      {others.map((person) => (
        <Somebody key={person.id} person={person} />
      ))}
      {asking.size + others.length === 0 && (
        <Row icon={<Wifi aria-hidden />} title={t('nearby.nobody')} text={t('nearby.nobody.text')} />
      )}
    </div>
  );
}

/** One who can be asked. What becomes of it comes as a request. */
function Somebody({ person }: { readonly person: PersonNearby }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [state, setState] = useState<'new' | 'asked' | 'gone'>('new');
  const ask = () =>
    act.run(
      () => workspace.askNearby(person.id),
      (isSent) => setState(isSent ? 'asked' : 'gone'),
    );
  const name = <PersonName>{person.name}</PersonName>;
  return (
    <>
      <Row
        icon={<UserRound aria-hidden />}
        title={name}
        text={state === 'new' ? undefined : <T id={`nearby.${state}`} values={{ name }} />}
      >
        <Button pending={act.isPending} onClick={ask}>
          {t(state === 'new' ? 'nearby.connect' : 'nearby.again')}
        </Button>
      </Row>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}
