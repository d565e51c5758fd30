import { BadgeCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../classNames.ts';
import styles from './Display.module.css';

export interface AuthorLineProps {
  readonly standing: 'plain' | 'verified' | 'bad';
  /** Who it is, in words: the mark beside them says nothing that they do not. */
  readonly children: ReactNode;
}

/** Who something is by, with a mark for those that were verified and one for what is wrong. */
export function AuthorLine({ standing, children }: AuthorLineProps): ReactNode {
  return (
    <span className={classNames(styles['author'], styles[standing])}>
      {standing === 'verified' && <BadgeCheck aria-hidden />}
      {standing === 'bad' && <TriangleAlert aria-hidden />}
      <span>{children}</span>
    </span>
  );
}
