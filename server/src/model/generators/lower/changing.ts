import type { Value } from '../values';

const changingCalls = [
  /^datetime\.(datetime|date)\.(now|utcnow|today)$/,
  /^time\.(time|time_ns|monotonic|monotonic_ns|perf_counter|perf_counter_ns|ctime|localtime|gmtime|strftime)$/,
  /^uuid\.uuid[14678]$/,
  /^random\.(?!seed$)/,
  /^secrets\./,
  /^os\.(urandom|getpid)$/,
  /^(pendulum|arrow)\.(now|utcnow|today)$/,
  /^django\.utils\.timezone\.now$/,
  /^infrahub_sdk\.(utils\.generate_uuid|uuidt\.UUIDT(\.new)?|timestamp\.Timestamp)$/,
];

/** True when calling the value gives something else on every run. `hash` is seeded per process. */
export function isChangingCall(callee: Value, hasArguments: boolean): boolean {
  const name = canonicalName(callee);
  if (name === undefined) return false;
  // A given time, and a generator of numbers with a given seed, are the same on every run.
  if (hasArguments && /^(infrahub_sdk\.timestamp\.Timestamp|random\.Random)$/.test(name)) return false;
  return changingCalls.some((pattern) => pattern.test(name));
}

/** Dotted name of an imported thing, through the import it came by. */
export function canonicalName(value: Value): string | undefined {
  if (value.is === 'symbol' && value.level === 0) return value.name ? `${value.module}.${value.name}` : value.module;
  return undefined;
}
