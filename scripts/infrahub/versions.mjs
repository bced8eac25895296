// What is started. The package versions and the image belong together: raise them in one step.
export const INFRAHUB = '1.11.9';
export const INFRAHUB_SDK = '1.23.2';
export const NEO4J = '2026.05.0';

// Neo4j asks for Java 21; infrahub-server for Python 3.12.
export const JAVA_AT_LEAST = 21;
export const PYTHONS = ['3.12', '3.13', '3.14'];

/** What pip is asked for. With SQLAlchemy 2.1 Prefect's scheduler inserts nothing, and no repository is ever synchronised. */
export const PYTHON_PACKAGES = [`infrahub-server==${INFRAHUB}`, `infrahub-sdk[all]==${INFRAHUB_SDK}`, 'sqlalchemy<2.1'];
