-- Spread the centre's tables by office over the workers of a Citus cluster.
--
--   1. CREATE EXTENSION citus; and citus_add_node('worker1', 5432); … in the centre's database
--   2. counter-tui central --database-url postgresql://…   once, so that the tables are there; then stop it
--   3. psql --single-transaction --set ON_ERROR_STOP=1 --file scripts/citus.sql postgresql://…
--   4. start the centre again, as many processes as you like
--
-- An office lies on one worker whole: its lock, its sequence, its journal and its projections, so that a push
-- is a transaction on that worker alone. Rows that are there already are moved. `server` and the tables that
-- only a terminal or hub fills stay where they are, on the coordinator.

SELECT create_distributed_table('office_sequence', 'office');
SELECT create_distributed_table('office', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('projector_cursor', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('device', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('enrolment', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('nonce', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('event', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('head', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('signed_head', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('quarantine', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('record', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('ticket', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('application', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('counter', 'office', colocate_with => 'office_sequence');
SELECT create_distributed_table('day', 'office', colocate_with => 'office_sequence');
