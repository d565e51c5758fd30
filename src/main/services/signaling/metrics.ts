import type { SignalingBus } from './bus.ts';
import type { MailboxReport } from '../mailbox/counters.ts';
import type { SignalingReport } from './counters.ts';

/** How the process is. */
export interface ProcessFigures {
  readonly uptimeSeconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** How late the event loop was since it was last asked, in seconds. */
  readonly lag: { readonly median: number; readonly p99: number; readonly max: number };
}

/** Everything a node can say of itself. */
export interface NodeFigures {
  readonly signaling: SignalingReport;
  readonly bus: Pick<SignalingBus, 'state' | 'counters'>;
  /** Null where the node offers no mailbox. */
  readonly mailbox: MailboxReport | null;
  readonly process: ProcessFigures;
}

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** By labels in Prometheus's form; an empty one for a metric without. */
  readonly values: Readonly<Record<string, number>>;
}

/** The text form of Prometheus. It names no topic and no address. */
export function writeMetrics(figures: NodeFigures): string {
  const metrics = [
    ...socketMetrics(figures.signaling),
    ...busMetrics(figures.bus),
    ...(figures.mailbox === null ? [] : mailboxMetrics(figures.mailbox)),
    ...processMetrics(figures.process),
  ];
  return metrics.map(writeMetric).join('');
}

function writeMetric({ name, type, help, values }: Metric): string {
  const lines = Object.entries(values).map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function metric(
  type: Metric['type'],
  name: string,
  [help, values]: readonly [string, number | Metric['values']],
): Metric {
  return { name, type, help, values: typeof values === 'number' ? { '': values } : values };
}

function socketMetrics(report: SignalingReport): Metric[] {
  return [
    metric('gauge', 'banyan_signal_sockets', ['Open sockets.', report.sockets]),
    metric('gauge', 'banyan_signal_topics', ['Topics that somebody here hears.', report.topics]),
    metric('counter', 'banyan_signal_sockets_accepted_total', ['Sockets let in.', report.accepted]),
    metric('counter', 'banyan_signal_sockets_refused_total', [
      'Sockets refused, by reason.',
      {
        '{reason="origin"}': report.refusedOrigin,
        '{reason="full"}': report.refusedFull,
        '{reason="address"}': report.refusedAddress,
        '{reason="token"}': report.refusedToken,
      },
    ]),
    metric('counter', 'banyan_signal_sockets_cut_total', [
      'Sockets ended by this node, by reason.',
      {
        '{reason="strikes"}': report.cutStrikes,
        '{reason="slow"}': report.cutSlow,
        '{reason="silent"}': report.cutSilent,
      },
    ]),
    metric('counter', 'banyan_signal_messages_received_total', ['Frames from clients.', report.received]),
    metric('counter', 'banyan_signal_messages_delivered_total', ['Frames to clients.', report.delivered]),
    metric('counter', 'banyan_signal_received_bytes_total', ['Bytes of frames from clients.', report.receivedBytes]),
    metric('counter', 'banyan_signal_delivered_bytes_total', ['Bytes of frames to clients.', report.deliveredBytes]),
    metric('counter', 'banyan_signal_messages_undelivered_total', [
      'Frames not given to clients whose address was given too much.',
      report.undelivered,
    ]),
    metric('counter', 'banyan_signal_messages_dropped_total', [
      'Frames from clients that were dropped, by reason.',
      {
        '{reason="malformed"}': report.malformed,
        '{reason="limited"}': report.limited,
        '{reason="not_subscribed"}': report.notSubscribed,
      },
    ]),
  ];
}

function busMetrics(bus: NodeFigures['bus']): Metric[] {
  const state = bus.state();
  const counters = bus.counters();
  const is = (other: typeof state) => Number(state === other);
  return [
    metric('gauge', 'banyan_signal_bus_state', [
      'Way to the other nodes: 1 for the state it is in.',
      { '{state="alone"}': is('alone'), '{state="connected"}': is('connected'), '{state="away"}': is('away') },
    ]),
    metric('counter', 'banyan_signal_bus_sent_total', ['Messages to other nodes.', counters.sent]),
    metric('counter', 'banyan_signal_bus_received_total', ['Messages from other nodes.', counters.received]),
    metric('counter', 'banyan_signal_bus_dropped_total', [
      'Messages to or from other nodes that were dropped or held back, by reason.',
      {
        '{reason="away"}': counters.away,
        '{reason="busy"}': counters.busy,
        '{reason="malformed"}': counters.malformed,
      },
    ]),
    metric('counter', 'banyan_signal_bus_losses_total', [
      'Times the way to the other nodes was lost.',
      counters.losses,
    ]),
  ];
}

function mailboxMetrics({ store, state, refused, ...counters }: MailboxReport): Metric[] {
  const reasons = Object.entries(refused).map(([code, count]) => [`{reason="${code.replaceAll('-', '_')}"}`, count]);
  return [
    metric('gauge', 'banyan_mailbox_working', [
      '1 when the last that was asked of the store worked.',
      Number(state === 'ok'),
    ]),
    metric('gauge', 'banyan_mailbox_bundles', ['Bundles that are kept.', store.bundles]),
    metric('gauge', 'banyan_mailbox_bytes', ['Bytes of them.', store.bytes]),
    metric('gauge', 'banyan_mailbox_sockets', ['Open sockets.', counters.sockets]),
    metric('counter', 'banyan_mailbox_sockets_accepted_total', ['Sockets let in.', counters.accepted]),
    metric('counter', 'banyan_mailbox_sockets_refused_total', ['Sockets refused.', counters.refusedSockets]),
    metric('counter', 'banyan_mailbox_sockets_slow_total', ['Sockets cut for not reading.', counters.cutSlow]),
    metric('counter', 'banyan_mailbox_kept_total', ['Bundles taken to be kept.', counters.kept]),
    metric('counter', 'banyan_mailbox_kept_bytes_total', ['Bytes of them.', counters.keptBytes]),
    metric('counter', 'banyan_mailbox_given_total', ['Bundles given to who has the key.', counters.given]),
    metric('counter', 'banyan_mailbox_given_bytes_total', ['Bytes of answers.', counters.givenBytes]),
    metric('counter', 'banyan_mailbox_done_total', ['Bundles that were said to be done with.', counters.done]),
    metric('counter', 'banyan_mailbox_refused_total', ['Questions refused, by reason.', Object.fromEntries(reasons)]),
  ];
}

function processMetrics({ uptimeSeconds, residentBytes, heapBytes, lag }: ProcessFigures): Metric[] {
  return [
    metric('gauge', 'banyan_signal_event_loop_lag_seconds', [
      'How late the event loop was since the last time this was asked.',
      { '{quantile="0.5"}': lag.median, '{quantile="0.99"}': lag.p99, '{quantile="1"}': lag.max },
    ]),
    metric('gauge', 'process_resident_memory_bytes', ['Resident memory.', residentBytes]),
    metric('gauge', 'banyan_signal_heap_used_bytes', ['Heap in use.', heapBytes]),
    metric('gauge', 'banyan_signal_uptime_seconds', ['Since this node started.', uptimeSeconds]),
  ];
}
