import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import type { Message, MessageBody } from '@services/workspace/workspace.ts';
import { lineDirection } from '../text/lineDirection.ts';
import { tameMarks } from '../text/tameMarks.ts';
import styles from './Programs.module.css';
import { useProgramLinks } from './programContext.ts';

export interface ProgramInfoRowProps {
  readonly message: Message;
  readonly body: Extract<MessageBody, { readonly kind: 'program-info' }>;
}

/** A line a program put into the talk; a press opens the program where the line leads. */
export function ProgramInfoRow({ message, body }: ProgramInfoRowProps): ReactNode {
  const formats = useFormats();
  const links = useProgramLinks();
  const { instance, text, href } = body;
  return (
    <div className={styles['info']} data-notice="" data-tooltip={formats.full(message.at)}>
      <button
        type="button"
        dir={lineDirection(text)}
        onClick={() => (href === null ? links.open(instance) : links.open(instance, href))}
      >
        {tameMarks(text)}
      </button>
    </div>
  );
}
