import { CloudUpload } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { MomentRemarkView } from '@services/workspace/momentsWorkspace.ts';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { FIRST_REMARKS } from '../post/postShape.ts';
import { useMoments, useReport } from '../room/useMoments.ts';
import { RemarkForm } from './RemarkForm.tsx';
import styles from './Remarks.module.css';

/** What a remark that is being written answers: the post itself, or another remark. */
export interface Answering {
  readonly to: MomentRemarkView | null;
}

export interface RemarksProps {
  readonly post: MomentView;
  readonly answering: Answering | null;
  readonly onAnswer: (answering: Answering | null) => void;
}

/** More that are shown with each press. */
const STEP = 50;

/** What was said below a post: the newest of many, and a field where one is asked for. */
export function Remarks({ post, answering, onAnswer }: RemarksProps): ReactNode {
  const t = useT();
  const [most, setMost] = useState(FIRST_REMARKS);
  const { remarks } = post;
  const shown = remarks.slice(-most);
  const earlier = remarks.length - shown.length;
  return (
    <>
      {earlier > 0 && (
        <button type="button" className={styles['earlier']} onClick={() => setMost(most + STEP)}>
          {t('moments.remarks.earlier', { count: earlier })}
        </button>
      )}
      {shown.length > 0 && (
        <ul className={styles['remarks']} aria-label={t('moments.remarks')}>
          {shown.map((remark) => (
            <Remark key={remark.id} post={post} remark={remark} onAnswer={() => onAnswer({ to: remark })} />
          ))}
        </ul>
      )}
      {answering !== null && (
        <RemarkForm key={answering.to?.id ?? 'post'} post={post.id} to={answering.to} onDone={() => onAnswer(null)} />
      )}
    </>
  );
}

interface RemarkProps {
  readonly post: MomentView;
  readonly remark: MomentRemarkView;
  readonly onAnswer: () => void;
}

function Remark({ post, remark, onAnswer }: RemarkProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const moments = useMoments();
  const report = useReport();
  const { person, text, to, removable, waiting, at } = remark;
  const name = <PersonName>{person.own ? t('common.you') : person.name}</PersonName>;
  return (
    <li className={styles['remark']}>
      <p title={formats.full(at)}>
        <strong className={styles['name']}>
          {to === null ? (
            name
          ) : (
            <T id="moments.remark.answers" values={{ name, other: <PersonName>{to.name}</PersonName> }} />
          )}
        </strong>
        <span className={styles['words']} dir="auto">
          <MessageText text={text} hasTabStops />
        </span>
        {waiting && (
          <span className={styles['waiting']} title={t('moments.waiting')}>
            <CloudUpload aria-label={t('moments.waiting')} />
          </span>
        )}
      </p>
      <span className={styles['remarkActs']}>
        <button type="button" aria-label={t('moments.remark.to', { name: isolate(person.name) })} onClick={onAnswer}>
          {t('moments.remark.answer')}
        </button>
        {removable && (
          <button
            type="button"
            aria-label={t('moments.remark.remove.label', { name: isolate(person.name) })}
            onClick={() => void report(moments.removeRemark(post.id, remark.id))}
          >
            {t('common.delete')}
          </button>
        )}
      </span>
    </li>
  );
}
