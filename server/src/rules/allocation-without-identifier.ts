import { methodsOf } from '../model/project/generatorClass';
import type { Argument } from '../syntax/python/ast';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

/** `identifier` is the third parameter of both calls. */
const identifierAt = 2;

export const rule = defineRule({
  id: 'allocation-without-identifier',
  catalogue: 'GEN13',
  title: 'An address or prefix is taken from a pool without an identifier',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `\`allocate_next_ip_address\` and \`allocate_next_ip_prefix\` are repeatable only by their \`identifier\`: "the same resource
will be returned for a given identifier" (infrahub-sdk 1.23). Without one nothing ties the resource to its purpose, so every
run of the generator takes the next free one. Give a text that is the same on every run and different for every purpose, such
as \`identifier=f"{device_name}-loopback"\`.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const { path, syntax } of methodsOf(project, code)) {
      for (const call of expressionsWithin(syntax.body)) {
        if (call.kind !== 'call' || call.callee.kind !== 'attribute') continue;
        const { name, nameSpan } = call.callee;
        if (!/^allocate_next_ip_(address|prefix)$/.test(name) || mayIdentify(call.args)) continue;
        const what = name.endsWith('address') ? 'address' : 'prefix';
        report({
          at: pythonPlace(project, path, nameSpan),
          message:
            `Without an identifier every run takes another ${what} from the pool. Give identifier= a text that is the same ` +
            `on every run and different for every ${what}, such as the name of the device with its purpose.`,
        });
      }
    }
  },
});

function mayIdentify(args: readonly Argument[]): boolean {
  const spread = args.some(({ form }) => form === 'star' || form === 'doubleStar');
  const given =
    args.find(({ name }) => name === 'identifier') ?? args.filter(({ form }) => form === 'positional')[identifierAt];
  return spread || (given !== undefined && !(given.value.kind === 'literal' && given.value.value === null));
}
