import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { RetentionRule } from '@domain/retention/rule.ts';
import { retentionRules } from '@domain/retention/rule.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { RetentionDialog } from './RetentionDialog.tsx';
import { useSettings } from '../useSettings.ts';
import { type RetentionControl, useRetention } from './useRetention.ts';

/** A chat or channel that may have a rule of its own. */
interface Place {
  readonly space: SpaceId;
  readonly name: string;
}

/** For how long files stay on this device: in all chats, and in single chats and channels. */
export function Retention(): ReactNode {
  const t = useT();
  const { settings, isLoading } = useSettings();
  const control = useRetention();
  const { own, places, hasFailed } = usePlaces();
  const chosen = places.filter(({ space }) => own.has(space));
  const others = places.filter(({ space }) => !own.has(space));
  const options = retentionRules.map((value) => ({ value, label: t(`storage.retention.${value}`) }));
  return (
    <Section title={t('storage.retention')} description={t('storage.retention.text')}>
      {hasFailed && (
        <Plain>
          <AlertBanner tone="danger">{t('storage.retention.failed')}</AlertBanner>
        </Plain>
      )}
      <Plain>
        <Select
          label={t('storage.retention.chats')}
          description={t('storage.retention.chats.hint')}
          value={settings.retention}
          options={options}
          disabled={isLoading || control.isBusy}
          onChange={(rule) => control.choose({ space: null, rule, before: settings.retention, name: '' })}
        />
      </Plain>
      {chosen.map((place) => (
        <OwnRule key={place.space} place={place} rule={own.get(place.space) ?? 'all'} control={control} />
      ))}
      {others.length > 0 && <Another places={others} control={control} />}
      <RetentionDialog control={control} />
    </Section>
  );
}

interface OwnRuleProps {
  readonly place: Place;
  readonly rule: RetentionRule;
  readonly control: RetentionControl;
}

function OwnRule({ place: { space, name }, rule, control }: OwnRuleProps): ReactNode {
  const t = useT();
  const options = [
    ...retentionRules.map((value) => ({ value, label: t(`storage.retention.${value}`) })),
    { value: 'none', label: t('storage.retention.none') } as const,
  ];
  return (
    <Plain>
      <Select<RetentionRule | 'none'>
        label={t('storage.retention.of', { name: isolate(name) })}
        value={rule}
        options={options}
        disabled={control.isBusy}
        onChange={(next) => control.choose({ space, rule: next === 'none' ? null : next, before: rule, name })}
      />
    </Plain>
  );
}

/** Who is chosen here keeps everything at first: nothing goes because a list was opened. */
function Another({
  places,
  control,
}: {
  readonly places: readonly Place[];
  readonly control: RetentionControl;
}): ReactNode {
  const t = useT();
  const ask = { value: '', label: t('storage.retention.another.ask') };
  return (
    <Plain>
      <Select
        label={t('storage.retention.another')}
        description={t('storage.retention.another.hint')}
        value=""
        options={[ask, ...places.map(({ space, name }) => ({ value: space as string, label: name }))]}
        disabled={control.isBusy}
        onChange={(value) => {
          const place = places.find(({ space }) => space === value);
          if (place !== undefined) control.choose({ ...place, rule: 'all', before: null });
        }}
      />
    </Plain>
  );
}

function usePlaces(): {
  readonly own: ReadonlyMap<string, RetentionRule>;
  readonly places: readonly Place[];
  readonly hasFailed: boolean;
} {
  const t = useT();
  const workspace = useWorkspace();
  const { channels } = workspace;
  const rules = useSteadyQuery(useMemo(() => workspace.retention(), [workspace]));
  const chats = useSteadyQuery(useMemo(() => workspace.conversations(), [workspace]));
  const followed = useSteadyQuery(useMemo(() => channels.channels(), [channels]));
  const named = chats.status === 'ready' ? chats.value.map(({ space, name }) => ({ space, name })) : [];
  const read =
    followed.status === 'ready'
      ? followed.value.filter(({ feed }) => feed === null).map(({ id, name }) => ({ space: id, name }))
      : [];
  return {
    own: rules.status === 'ready' ? rules.value : new Map(),
    places: [...named, ...read].map((place) =>
      place.name === '' ? { ...place, name: t('storage.chat.unnamed') } : place,
    ),
    hasFailed: rules.status === 'failed',
  };
}
