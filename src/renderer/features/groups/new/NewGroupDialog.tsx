import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { MemberPicker } from '../pick/MemberPicker.tsx';
import { GroupForm } from './GroupForm.tsx';
import { EMPTY_DRAFT, type GroupDraft } from './groupDraft.ts';
import styles from './NewGroup.module.css';

export interface NewGroupDialogProps {
  /** Who is chosen from the start: the person from whose page it was opened. */
  readonly first: AccountId | null;
  readonly onClose: () => void;
  readonly onOpenChat: (space: string) => void;
}

const NOBODY: ReadonlySet<AccountId> = new Set();
const FORM = 'new-group';
const NAME_ERRORS: ReadonlySet<string> = new Set(['name-empty', 'name-too-long']);

/** A new group in two steps: who is in it, then what it is called and how it works. */
export function NewGroupDialog({ first, onClose, onOpenChat }: NewGroupDialogProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [step, setStep] = useState<'people' | 'about'>('people');
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(() => (first === null ? NOBODY : new Set([first])));
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const create = () =>
    act.run(
      () => workspace.createGroup({ ...draft, members: [...chosen] }),
      ({ space }) => {
        onClose();
        onOpenChat(space);
      },
    );
  const change = (next: GroupDraft) => {
    setDraft(next);
    act.clear();
  };
  return (
    <Dialog
      isOpen
      title={t('chats.list.newGroup')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        step === 'people' ? (
          <PeopleFoot hasNobody={chosen.size === 0} onCancel={onClose} onNext={() => setStep('about')} />
        ) : (
          <AboutFoot isPending={act.isPending} onBack={() => setStep('people')} />
        )
      }
    >
      {step === 'people' ? (
        <section className={styles['step']} aria-label={t('groups.new.choose')}>
          <div className={styles['lead']}>
            <h3>{t('groups.new.choose')}</h3>
            <p>{t('groups.new.chooseHint')}</p>
          </div>
          <MemberPicker chosen={chosen} without={NOBODY} onChange={setChosen} />
        </section>
      ) : (
        <form
          id={FORM}
          className={styles['step']}
          aria-label={t('groups.new.about')}
          onSubmit={(event) => {
            event.preventDefault();
            create();
          }}
        >
          <GroupForm draft={draft} nameError={NAME_ERRORS.has(act.error ?? '') ? act.error : null} onChange={change} />
          <OtherError act={act} />
        </form>
      )}
    </Dialog>
  );
}

function OtherError({ act }: { readonly act: Act<WorkspaceErrorCode> }): ReactNode {
  const errorText = useErrorText();
  if (act.error === null || NAME_ERRORS.has(act.error)) return null;
  return <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>;
}

function PeopleFoot(props: {
  readonly hasNobody: boolean;
  readonly onCancel: () => void;
  readonly onNext: () => void;
}): ReactNode {
  const t = useT();
  return (
    <>
      <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
      <Button variant="primary" onClick={props.onNext}>
        {t(props.hasNobody ? 'groups.new.alone' : 'common.next')}
      </Button>
    </>
  );
}

function AboutFoot({ isPending, onBack }: { readonly isPending: boolean; readonly onBack: () => void }): ReactNode {
  const t = useT();
  return (
    <>
      <Button icon={<ArrowLeft aria-hidden className={styles['arrow']} />} onClick={onBack}>
        {t('common.back')}
      </Button>
      <Button variant="primary" type="submit" form={FORM} pending={isPending}>
        {t('groups.new.create')}
      </Button>
    </>
  );
}
