import { pythonPlace } from './cascade/steps';
import { methodCallsIn } from './python/callsIn';
import { replacement } from './python/fixes';
import { typedFunctions } from './python/sdkTypes';
import { hasSelf } from './python/selfIn';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'literal-branch',
  catalogue: 'GEN33',
  title: 'A generator names a branch instead of using the one it runs on',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `A generator runs on the branch where its target changed. A call with \`branch="main"\` reads or writes
another one, so a proposed change does not show what it does. Leave the argument out, or give \`self.branch_name\`. A
hint where the call only reads: comparing with the default branch can be meant.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const { path, scope, typeOf } of typedFunctions(project, code)) {
      for (const expression of methodCallsIn(scope)) {
        const { object, name } = expression.callee;
        const argument = expression.args.find((each) => each.name === 'branch' || each.name === 'branch_name');
        if (argument?.value.kind !== 'literal' || typeof argument.value.value !== 'string') continue;
        const client = typeOf(object);
        if (client?.is !== 'client' || !client.tracked) continue;
        const reads = /^(?:get|filters|all|count|query_gql_query)$/.test(name);
        const { value } = argument.value;
        const range = argument.value.span;
        report({
          at: pythonPlace(project, path, argument.span),
          message:
            `This call ${reads ? 'reads' : 'goes to'} branch ${value}, whatever branch the generator runs on. Leave the ` +
            'argument out, or give self.branch_name.',
          severity: reads ? 'hint' : undefined,
          fixes: () =>
            hasSelf(scope)
              ? [replacement(project, { title: 'Use self.branch_name', path, range, newText: 'self.branch_name' })]
              : [],
        });
      }
    }
  },
});
