import { type ReactNode, use } from 'react';
import type { Block } from '@domain/article/document.ts';
import { useT } from '@i18n/useT.tsx';
import styles from './Article.module.css';
import { type NestedItem, nestItems } from '@domain/article/nestItems.ts';
import { PictureContext } from './pictureContext.ts';
import { PictureLook } from './PictureLook.tsx';
import { Spans } from './Spans.tsx';

type Of<Name extends Block['block']> = { readonly block: Extract<Block, { readonly block: Name }> };

/** A list, those in it inside each other. */
export function ListBlock({ block: { ordered, items } }: Of<'list'>): ReactNode {
  return <Items ordered={ordered} items={nestItems(items)} />;
}

function Items({ ordered, items }: { readonly ordered: boolean; readonly items: readonly NestedItem[] }): ReactNode {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List>
      {items.map((item, index) => (
        <li key={index} dir="auto">
          <Spans spans={item.spans} />
          {item.inner.length > 0 && <Items ordered={ordered} items={item.inner} />}
        </li>
      ))}
    </List>
  );
}

/** Words of somebody else. */
export function QuoteBlock({ block: { paragraphs } }: Of<'quote'>): ReactNode {
  return (
    <blockquote>
      {paragraphs.map((line, index) => (
        <p key={index} dir="auto">
          <Spans spans={line} />
        </p>
      ))}
    </blockquote>
  );
}

/** Code, in a box of its own that scrolls. */
export function CodeBlock({ block: { text, language } }: Of<'code'>): ReactNode {
  const t = useT();
  return (
    // Reached by Tab, since it may be wider than the page.
    <pre className={styles['code']} dir="ltr" tabIndex={0} role="region" aria-label={t('channels.article.code')}>
      {language !== '' && <span className={styles['language']}>{language}</span>}
      <code>{text}</code>
    </pre>
  );
}

/** A table, in a box of its own that scrolls. */
export function TableBlock({ block: { header, rows } }: Of<'table'>): ReactNode {
  const t = useT();
  const [first, ...others] = rows;
  const body = header ? others : rows;
  return (
    <div className={styles['table']} tabIndex={0} role="region" aria-label={t('channels.article.table')}>
      <table>
        {header && first !== undefined && (
          <thead>
            <tr>
              {first.map((cell, index) => (
                <th key={index} scope="col" dir="auto">
                  <Spans spans={cell} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {body.map((row, place) => (
            <tr key={place}>
              {row.map((cell, index) => (
                <td key={index} dir="auto">
                  <Spans spans={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A picture with what is written below it; a press shows it large. */
export function PictureBlock({ block }: Of<'picture'>): ReactNode {
  const t = useT();
  const open = use(PictureContext);
  const { file, caption, description } = block;
  return (
    <figure className={styles['figure']}>
      <button
        type="button"
        className={styles['picture']}
        aria-label={t('channels.article.picture.open', { name: description || caption || t('files.photo') })}
        onClick={() => open(block)}
      >
        <PictureLook file={file} alt={description} />
      </button>
      {caption !== '' && <figcaption dir="auto">{caption}</figcaption>}
    </figure>
  );
}
