// A folder that is no Infrahub repository.
import '../noProject.test';
import '../transport.test';
