import { methodsOf } from '../model/project/generatorClass';
import type { Expression } from '../syntax/python/ast';
import { dottedName } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { bindingsOf, onlyBinding, type Binding } from './python/functionSyntax';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'hand-made-allocation',
  catalogue: 'GEN14',
  title: 'A generator picks free addresses or numbers by itself',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `Generators run at the same time for many targets. Code that looks for a free number (\`next(i for i in range(…) if i
not in used)\`) or cuts a network given in the code into subnets may pick the same one twice, and picks another one when the
order changes. A resource pool of the server (\`CoreIPPrefixPool\`, \`CoreIPAddressPool\`, \`CoreNumberPool\`) hands each out
once, and gives the same one again for the same identifier. A hint: small fixed plans may well be made in code.

By hand: declare the pool in an object file, and ask it. There is no quick fix, since it may move what is there already to
other addresses or numbers; the range of the pool is yours to choose, and the call gives an object of Infrahub where the code
goes on with a network or a number:

\`\`\`python
prefix = next(ipaddress.ip_network("10.0.0.0/16").subnets(new_prefix=24))  # before

pool = await self.client.get(kind="CoreIPPrefixPool", name__value="rack-prefixes")
prefix = await self.client.allocate_next_ip_prefix(
    resource_pool=pool, identifier=f"{rack_id}-servers", prefix_length=24
)
\`\`\``,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    if (code.creates.length === 0) return;
    for (const { path, syntax } of methodsOf(project, code)) {
      const bindings = bindingsOf(syntax);
      for (const call of expressionsWithin(syntax.body)) {
        if (call.kind !== 'call') continue;
        const what = picksFreeNumber(call) ? 'number' : cutsNetwork(call, bindings) ? 'prefix' : undefined;
        if (!what) continue;
        report({
          at: pythonPlace(project, path, call.span),
          message:
            `This picks a ${what} in code: two runs at the same time can pick the same one. ` +
            'A resource pool hands each out once, and gives the same one again for the same identifier.',
        });
      }
    }
  },
});

/** `next(i for i in range(…) if i not in used)` */
function picksFreeNumber(call: Expression & { kind: 'call' }): boolean {
  const [first] = call.args;
  if (call.callee.kind !== 'name' || call.callee.name !== 'next' || first?.value.kind !== 'comprehension') return false;
  return first.value.loops.some(
    ({ iterable, conditions }) =>
      iterable.kind === 'call' &&
      dottedName(iterable) === 'range' &&
      conditions.some((condition) => condition.kind === 'binary' && condition.operator === 'not in'),
  );
}

/** `ipaddress.ip_network("10.0.0.0/8").subnets(…)`, also through a name. */
function cutsNetwork(
  { callee }: Expression & { kind: 'call' },
  bindings: ReadonlyMap<string, readonly Binding[]>,
): boolean {
  if (callee.kind !== 'attribute' || !/^(subnets|hosts)$/.test(callee.name)) return false;
  const { object } = callee;
  const binding = object.kind === 'name' ? onlyBinding(bindings, object.name) : undefined;
  const network = binding?.by === 'value' ? binding.value : object;
  if (network?.kind !== 'call' || !/(^|\.)(ip_network|IPv[46]Network)$/.test(dottedName(network) ?? '')) return false;
  const [address] = network.args;
  return address?.value.kind === 'literal' && typeof address.value.value === 'string';
}
