import type { TextPart } from '../../../server/src/base/place';
import { coreKinds } from '../../../server/src/data/coreKinds';
import { buildKindModel, type KindModel } from '../../../server/src/model/kinds/kindModel';
import { runToEnd } from '../../../server/src/base/steps';
import { schemaFactsInSteps } from '../../../server/src/model/kinds/schemaFacts';
import type { YamlNode } from '../../../server/src/syntax/yaml/nodes';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';

const schemaFacts = (root: YamlNode | undefined) => runToEnd(schemaFactsInSteps(root));

/** A kind model of the newest core kinds and one schema document per text, named `/1.yml`, `/2.yml`, … */
export function kindModel(texts: readonly string[], complete = true): KindModel {
  const schemas = texts.map((text, index) => {
    const source: TextPart = { uri: `/${index + 1}.yml`, start: 0 };
    return { facts: schemaFacts(parseYaml(text).root), source };
  });
  return buildKindModel({ serverKinds: coreKinds('1.11'), schemas, complete });
}
