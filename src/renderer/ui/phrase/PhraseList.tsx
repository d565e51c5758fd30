import type { OlHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from '../classNames.ts';
import styles from './PhraseList.module.css';

export interface PhraseListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'dir' | 'lang' | 'translate'> {
  readonly ref?: Ref<HTMLOListElement>;
}

/** The words of a phrase, numbered: English, and in that order in every language. */
export function PhraseList({ className, ...rest }: PhraseListProps): ReactNode {
  return <ol {...rest} className={classNames(styles['words'], className)} dir="ltr" lang="en" translate="no" />;
}
