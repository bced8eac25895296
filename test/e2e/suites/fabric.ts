// One folder, a copy of examples/fabric, beside stand-ins for the neighbours.
import '../activation.test';
import '../neighbours.test';
import '../diagnostics.test';
import '../editing.test';
import '../navigation.test';
import '../server.test';
import '../triggers.test';
import '../loadTask.test';
import '../cascade.test';
import '../snapshot.test';
import '../branch.test';
import '../runGenerator.test';
import '../runs.test';
import '../signIn.test';
import '../importServers.test';
import '../serverWrites.test';
