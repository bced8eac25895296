import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseInternalSettings.CypherReplanAlgorithm;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/** A Neo4j made of its packages alone: an embedded database with the Bolt connector. Arguments: folder of the data, port. */
public class Neo4jBolt {
  public static void main(String[] arguments) throws InterruptedException {
    SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, address)
            .setConfig(BoltConnector.advertised_address, address)
            .setConfig(GraphDatabaseSettings.auth_enabled, false)
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(512))
            // Planning is what costs most in a database this small: keep plans, and do not look for the best.
            .setConfig(GraphDatabaseSettings.query_cache_size, 5000)
            .setConfig(GraphDatabaseInternalSettings.cypher_replan_algorithm, CypherReplanAlgorithm.NONE)
            .setConfig(GraphDatabaseInternalSettings.cypher_size_hint_parameters, false)
            .setConfig(GraphDatabaseInternalSettings.predicates_as_union_max_size, 0)
            .setConfig(GraphDatabaseInternalSettings.planning_cache_properties_for_entities_enabled, false)
            .setConfig(GraphDatabaseInternalSettings.planning_exists_with_implicit_limit_enabled, false)
            .setConfig(GraphDatabaseInternalSettings.planning_intersection_scans_enabled, false)
            .setConfig(GraphDatabaseInternalSettings.planning_subtraction_scans_enabled, false)
            .setConfig(GraphDatabaseInternalSettings.planning_graph_schema_optimizations_enabled, false)
            .setConfig(GraphDatabaseInternalSettings.planning_selector_candidates_maximum, 1)
            .setConfig(GraphDatabaseInternalSettings.cypher_idp_solver_duration_threshold, 10L)
            .setConfig(GraphDatabaseInternalSettings.cypher_idp_solver_table_threshold, 16)
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
    System.out.println("ready");
    Thread.sleep(Long.MAX_VALUE);
  }
}
