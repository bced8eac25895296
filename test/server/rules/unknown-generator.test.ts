import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { inNetwork, objects } from '../../support/triggers';

const rule = 'unknown-generator';

test('slips, and other things of the definition in place of its name', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      objects(
        'CoreGeneratorAction',
        `
        - {name: a, generator: make_pod}
        #                      ^^^^^^^^ error unknown-generator: Did you mean 'make-pod'?
        - {name: b, generator: PodMaker}
        #                      ^^^^^^^^ error unknown-generator: That is the class of 'make-pod'.
        - {name: c, generator: make_pod.py}
        #                      ^^^^^^^^^^^ error unknown-generator: That is the file of 'make-pod'.
        - {name: d, generator: pod_data}
        #                      ^^^^^^^^ error unknown-generator: That is the query of 'make-pod'.
        - {name: e, generator: elsewhere}
        #                      ^^^^^^^^^ information unknown-generator: If no other repository does
        - {name: f, generator: elsewhere-too}
        - {name: g, generator: make-pod}
        - {name: h, generator: 0198c2a5-7f1e-4d7e-8a3b-3f5e9b0c1d2e}
        - {name: i}
      `,
      ) + objects('CoreGroupAction', '- {name: j, group: x, generator: elsewhere}'),
    ),
  );
});

test('the fix names the definition', async () => {
  await checkFix(
    rule,
    inNetwork(objects('CoreGeneratorAction', '- {name: b, generator: "PodMaker"}')),
    objects('CoreGeneratorAction', '- {name: b, generator: "make-pod"}'),
  );
});
