import { replaceIn, type Replacement } from './edits';
import { fabricFiles, signals, withRules } from './fabric';
import type { Files } from './namespace';

/** examples/fabric as the guide writes it: the signal is a tracked upsert, the checksum covers ids only. */
export function guideFiles(): Files {
  const rules = [...signals, 'rack-generator-amount-of-leafs'];
  return replaceIn(withRules(fabricFiles(), rules), [...signalWrites, ...checksum]);
}

const signalWrites: readonly Replacement[] = [
  {
    path: '/generators/generate_fabric.py',
    old: `                # Not tracked: a later run that skips this write would otherwise delete the pod.
                await pod.save(update_group_context=False)
`,
    by: '                await pod.save(allow_upsert=True)\n',
  },
  {
    path: '/generators/generate_pod.py',
    old: `                # Not tracked: a later run that skips this write would otherwise delete the rack.
                await rack.save(update_group_context=False)
`,
    by: '                await rack.save(allow_upsert=True)\n',
  },
];

const mixin = '/generators/mixin.py';
const checksum: readonly Replacement[] = [
  {
    path: mixin,
    old: `        saved_ids = set(context.related_group_ids + context.related_node_ids)
        content = [[node_id, self._values_of(node_id)] for node_id in sorted(saved_ids)]
        text = json.dumps([GENERATOR_VERSION, content], sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
`,
    by: `        sorted_ids = sorted(context.related_group_ids + context.related_node_ids)
        return hashlib.sha256(",".join(sorted_ids).encode("utf-8")).hexdigest()
`,
  },
];
