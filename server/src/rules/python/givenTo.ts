import type { Project } from '../../model/project/project';
import type { Expression } from '../../syntax/python/ast';
import { scopesOf } from './scopes';
import { statementAt } from './statementAt';

/** The name that a value is given to: a variable, an attribute, a keyword or a key; undefined for anything else. */
export function givenTo(project: Project, path: string, value: Expression): string | undefined {
  const found = statementAt(project, path, value.span.start);
  const around = found && scopesOf(found.syntax)[0]?.around;
  let inner = value;
  for (let outer = around?.get(inner); outer; outer = around?.get(inner)) {
    switch (outer.kind) {
      case 'await':
        inner = outer;
        break;
      case 'assign': {
        const [target] = outer.targets;
        return target?.kind === 'name' || target?.kind === 'attribute' ? target.name : undefined;
      }
      case 'call':
        return outer.args.find((each) => each.value === inner)?.name;
      case 'dict': {
        const key = outer.entries.find((each) => each.value === inner)?.key;
        return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
      }
      default:
        return undefined;
    }
  }
  return undefined;
}
