import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AutoReplies } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useChannels } from '../useChannels.ts';
import styles from './Settings.module.css';

/** Answers that are given by themselves: by words in a letter, or by a language model the owner named. */
export function AutoRepliesForm({ channel }: { readonly channel: SpaceId }): ReactNode {
  const channels = useChannels();
  const replies = useQueryValue(
    useMemo(() => channels.autoReplies(channel), [channels, channel]),
    null,
  );
  return replies === null ? null : <Form channel={channel} replies={replies} />;
}

interface Rule {
  readonly words: string;
  readonly reply: string;
}

const NO_ENDPOINT = { url: '', model: '', instructions: '' };

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[,،、;\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** What the fields come to. */
function repliesOf(rules: readonly Rule[], endpoint: AutoReplies['endpoint']): AutoReplies {
  return {
    rules: rules
      .map(({ words, reply }) => ({ words: wordsOf(words), reply: reply.trim() }))
      .filter(({ words, reply }) => words.length > 0 && reply !== ''),
    endpoint: endpoint === null || endpoint.url.trim() === '' ? null : { ...endpoint, url: endpoint.url.trim() },
  };
}

function Form({ channel, replies }: { readonly channel: SpaceId; readonly replies: AutoReplies }): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const [rules, setRules] = useState<readonly Rule[]>(() =>
    replies.rules.map(({ words, reply }) => ({ words: words.join(', '), reply })),
  );
  const [endpoint, setEndpoint] = useState(replies.endpoint);
  const save = () =>
    act.run(
      () => channels.setAutoReplies(channel, repliesOf(rules, endpoint)),
      () => toast({ text: t('channels.replies.saved') }),
    );
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={styles['items']}>
        {rules.map((rule, index) => (
          <RuleFields
            key={index}
            rule={rule}
            onChange={(part) => setRules(rules.map((one, place) => (place === index ? { ...one, ...part } : one)))}
            onRemove={() => setRules(rules.toSpliced(index, 1))}
          />
        ))}
      </div>
      <div className={styles['foot']}>
        <Button icon={<Plus aria-hidden />} onClick={() => setRules([...rules, { words: '', reply: '' }])}>
          {t('channels.replies.add')}
        </Button>
      </div>
      <Switch
        label={t('channels.replies.endpoint')}
        description={t('channels.replies.endpoint.text')}
        checked={endpoint !== null}
        onChange={(isOn) => setEndpoint(isOn ? NO_ENDPOINT : null)}
      />
      {endpoint !== null && <EndpointFields endpoint={endpoint} onChange={setEndpoint} />}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['foot']}>
        <Button variant="primary" type="submit" pending={act.isPending}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

interface RuleFieldsProps {
  readonly rule: Rule;
  readonly onChange: (part: Partial<Rule>) => void;
  readonly onRemove: () => void;
}

function RuleFields({ rule, onChange, onRemove }: RuleFieldsProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['rule']}>
      <TextField
        label={t('channels.replies.words')}
        maxLength={500}
        value={rule.words}
        onChange={(words) => onChange({ words })}
      />
      <IconButton label={t('channels.replies.remove')} icon={<Trash2 aria-hidden />} onClick={onRemove} />
      <TextArea
        label={t('channels.replies.reply')}
        rows={2}
        maxLength={1000}
        value={rule.reply}
        onChange={(reply) => onChange({ reply })}
      />
    </div>
  );
}

type Endpoint = NonNullable<AutoReplies['endpoint']>;

interface EndpointFieldsProps {
  readonly endpoint: Endpoint;
  readonly onChange: (endpoint: Endpoint) => void;
}

function EndpointFields({ endpoint, onChange }: EndpointFieldsProps): ReactNode {
  const t = useT();
  return (
    <>
      <TextField
        label={t('channels.replies.url')}
        dir="ltr"
        spellCheck={false}
        placeholder="http://localhost:11434/v1/chat/completions"
        value={endpoint.url}
        onChange={(url) => onChange({ ...endpoint, url })}
      />
      <TextField
        label={t('channels.replies.model')}
        dir="ltr"
        spellCheck={false}
        value={endpoint.model}
        onChange={(model) => onChange({ ...endpoint, model })}
      />
      <TextArea
        label={t('channels.replies.instructions')}
        rows={3}
        maxLength={4000}
        value={endpoint.instructions}
        onChange={(instructions) => onChange({ ...endpoint, instructions })}
      />
    </>
  );
}
