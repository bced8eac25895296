// Three generators that nothing connects: a copy of test/samples/unconnected.
import '../connectGenerators.test';
