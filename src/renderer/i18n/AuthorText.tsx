import type { ReactNode } from 'react';
import type { PackageAuthor } from '@domain/mini/authorship.ts';
import { PersonName, T } from './useT.tsx';

/** Who signed a mini program, in words. */
export function AuthorText({ author }: { readonly author: PackageAuthor }): ReactNode {
  switch (author.kind) {
    case 'contact':
      return (
        <T
          id={
            author.isBlocked
              ? 'programs.by.blocked'
              : author.isVerified
                ? 'programs.by.verified'
                : 'programs.by.contact'
          }
          values={{ name: <PersonName>{author.name}</PersonName> }}
        />
      );
    case 'stranger':
      return <T id="programs.by.stranger" values={{ fingerprint: <bdi dir="ltr">{author.fingerprint}</bdi> }} />;
    case 'app':
    case 'self':
    case 'unsigned':
    case 'broken':
      return <T id={`programs.by.${author.kind}`} />;
  }
}
