import { useCallback } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { AllPageWords, ListedLine } from '@domain/exporting/all/pages.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { type Money, useMoney } from '@i18n/useMoney.ts';
import { type Translate, isolate, useT } from '@i18n/useT.tsx';
import type { AllWords } from '@services/workspace/exportWorkspace.ts';
import { useWordsWith } from '../useChatPageWords.ts';
import { leftOutLines } from './leftOutLines.ts';

/** The words of an export of everything, in the language of the app. */
export function useAllWords(): (nameOf: (account: AccountId) => string) => AllWords {
  const t = useT();
  const formats = useFormats();
  const money = useMoney();
  const wordsWith = useWordsWith();
  return useCallback(
    (nameOf) => {
      const chat = { ...wordsWith(nameOf), all: t('everything.page.back') };
      const pages: AllPageWords = {
        chat,
        title: (name) => t('everything.page.title', { name: isolate(name) }),
        about: (at) => t('exporting.page.about', { when: formats.full(at) }),
        warning: t('everything.page.warning'),
        data: t('everything.page.data'),
        part: (part) => t(`everything.part.${part}`),
        nothing: t('everything.page.nothing'),
        back: t('everything.page.back'),
        unknown: t('chats.author.unknown'),
        counted: (count) => t('everything.page.counted', { count }),
        imported: t('everything.page.imported'),
        leftOut: (counts) => leftOutLines(t, counts),
        likes: (count) => t('everything.page.likes', { count }),
        sold: t('everything.page.sold'),
      };
      return {
        pages,
        lists: {
          person: ({ name, remark, ownName, tags }) => ({
            text: name,
            href: null,
            below: [...(remark === null ? [] : [ownName]), ...tags].join(' · '),
          }),
          wallet: (wallet) => walletList({ t, money, moment: formats.full, nameOf }, wallet),
        },
      };
    },
    [t, formats, money, wordsWith],
  );
}

interface WalletWords {
  readonly t: Translate;
  readonly money: Money;
  readonly moment: (at: number) => string;
  readonly nameOf: (account: AccountId) => string;
}

/** What one has, what one owes, and what was paid: a statement in words. */
function walletList(
  { t, money, moment, nameOf }: WalletWords,
  { holdings, issued, payments, mints }: Parameters<AllWords['lists']['wallet']>[0],
): readonly ListedLine[] {
  const by = (unit: { readonly name: string; readonly issuer: AccountId }) => `${unit.name} · ${nameOf(unit.issuer)}`;
  return [
    ...holdings.map(({ unit, balance }) =>
      line(t('everything.wallet.have', { sum: money.text(balance, unit) }), by(unit)),
    ),
    ...mints.flatMap(({ name, balances }) =>
      balances.map(({ unit, decimals, balance }) =>
        line(t('everything.wallet.have', { sum: money.text(balance, { code: unit, decimals }) }), name),
      ),
    ),
    ...issued.map(({ unit, outstanding }) =>
      line(t('everything.wallet.owe', { sum: money.text(outstanding, unit) }), by(unit)),
    ),
    ...payments.map(({ unit, amount, from, to, at }) =>
      line(
        t('everything.wallet.paid', {
          from: isolate(nameOf(from)),
          to: isolate(nameOf(to)),
          sum: money.text(amount, unit),
        }),
        moment(at),
      ),
    ),
  ];
}

function line(text: string, below: string): ListedLine {
  return { text, href: null, below };
}
