from aws_cdk import App, Stack, aws_ecs as ecs, aws_iam as iam
from cdk_ecs_network_modes import (
    BridgePort, CommandExpectation, Ec2CapacityCluster, HostPort, NetworkModeChecks, NetworkModesWorkshop, PlacementExpectation,
    PlacementFailureReason, Scheduling, TaskPort,
)

app = App()
NetworkModesWorkshop(Stack(app, "Workshop"), "Workshop", include_bridge_and_aws_vpc=True)

probed = NetworkModesWorkshop(Stack(app, "Probes"), "Workshop", run_services=True)
probed.host_demo.add_exec_probe(
    "Inside",
    command=["ip", "addr", "show"],
    expectation=CommandExpectation.all_of(CommandExpectation.output_contains("docker0"), CommandExpectation.exit_code(0)),
)
probed.none_demo.add_instance_probe(
    "FromOutside",
    command="nsenter -t {{pid}} -n ip -o link | wc -l",
    expectation=CommandExpectation.output_matches("^1$"),
)
probed.host_demo.add_placement_probe("PortTaken", expectation=PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS))

services = Stack(app, "Services")
cluster = Ec2CapacityCluster(services, "Cluster")
capacity = cluster.add_capacity("Edge", min_capacity=2, max_capacity=4)
image = ecs.ContainerImage.from_registry("nginx:alpine")
agent = cluster.add_host_mode_service(
    "Agent", image=image, capacity=capacity, ports=[HostPort.tcp(9102), HostPort.udp(9125)], scheduling=Scheduling.on_every_instance(),
)
NetworkModeChecks.acknowledge(agent, "hostModeInstanceRole", "the role can register in this cluster and no more")
cluster.add_none_mode_service("Batch", image=image, command=["sleep", "3600"], scheduling=Scheduling.replicas(2))
cluster.add_bridge_mode_service("Web", image=image, ports=[BridgePort.tcp(80), BridgePort.tcp(9090, 9090)])
api = cluster.add_aws_vpc_mode_service("Api", image=image, ports=[TaskPort.tcp(8080)], cpu=128, memory_limit_mib=256)
api.grant_execute_command(iam.Role(services, "OnCall", assumed_by=iam.AccountRootPrincipal()))
NetworkModeChecks.apply_to(app)

app.synth()
