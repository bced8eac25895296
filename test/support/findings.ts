import { openRepository } from './repository';

/**
 * The findings of a rule in one file, as `severity "marked text": message`; for what the marks of a fixture cannot show,
 * such as a place at the margin.
 */
export async function findingsIn(rule: string, text: string, path = '/objects/a.yml'): Promise<string[]> {
  const repository = await openRepository([[path, text]]);
  return repository.service
    .diagnostics(repository.uri(path))
    .filter(({ finding }) => finding.rule.id === rule)
    .map(({ severity, range, message }) => `${severity} "${text.slice(range.start, range.end)}": ${message}`);
}
