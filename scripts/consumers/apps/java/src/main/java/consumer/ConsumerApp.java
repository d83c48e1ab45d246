package consumer;

import io.github.cdkecsnetworkmodes.*;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;

public final class ConsumerApp {
  public static void main(String[] args) {
    App app = new App();
    NetworkModesWorkshop.Builder.create(new Stack(app, "Workshop"), "Workshop").includeBridgeAndAwsVpc(true).build();
    probes(new Stack(app, "Probes"));
    services(new Stack(app, "Services"));
    NetworkModeChecks.applyTo(app);
    app.synth();
  }

  private static void probes(Stack stack) {
    NetworkModesWorkshop workshop = NetworkModesWorkshop.Builder.create(stack, "Workshop").runServices(true).build();
    workshop.getHostDemo().addExecProbe("Inside", ExecProbeOptions.builder()
        .command(List.of("ip", "addr", "show"))
        .expectation(CommandExpectation.allOf(CommandExpectation.outputContains("docker0"), CommandExpectation.exitCode(0)))
        .build());
    workshop.getNoneDemo().addInstanceProbe("FromOutside", InstanceProbeOptions.builder()
        .command("nsenter -t {{pid}} -n ip -o link | wc -l")
        .expectation(CommandExpectation.outputMatches("^1$"))
        .build());
    workshop.getHostDemo().addPlacementProbe("PortTaken", PlacementProbeOptions.builder()
        .expectation(PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS))
        .build());
  }

  private static void services(Stack stack) {
    Ec2CapacityCluster cluster = new Ec2CapacityCluster(stack, "Cluster");
    Ec2Capacity capacity = cluster.addCapacity("Edge", Ec2CapacityOptions.builder().minCapacity(2).maxCapacity(4).build());
    ContainerImage image = ContainerImage.fromRegistry("nginx:alpine");
    HostModeEc2Service agent = cluster.addHostModeService("Agent", HostModeServiceOptions.builder()
        .image(image).capacity(capacity).ports(List.of(HostPort.tcp(9102), HostPort.udp(9125))).scheduling(Scheduling.onEveryInstance()).build());
    NetworkModeChecks.acknowledge(agent, "hostModeInstanceRole", "the role can register in this cluster and no more");
    cluster.addNoneModeService("Batch", NoneModeServiceOptions.builder()
        .image(image).command(List.of("sleep", "3600")).scheduling(Scheduling.replicas(2)).build());
    cluster.addBridgeModeService("Web", BridgeModeServiceOptions.builder()
        .image(image).ports(List.of(BridgePort.tcp(80), BridgePort.tcp(9090, 9090))).build());
    AwsVpcModeEc2Service api = cluster.addAwsVpcModeService("Api", AwsVpcModeServiceOptions.builder()
        .image(image).ports(List.of(TaskPort.tcp(8080))).cpu(128).memoryLimitMiB(256).build());
    api.grantExecuteCommand(Role.Builder.create(stack, "OnCall").assumedBy(new AccountRootPrincipal()).build());
  }

  private ConsumerApp() {}
}
