package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"
	modes "github.com/cdk-ecs-network-modes/cdk-ecs-network-modes-go/ecsnetworkmodes"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	modes.NewNetworkModesWorkshop(awscdk.NewStack(app, jsii.String("Workshop"), nil), jsii.String("Workshop"), &modes.NetworkModesWorkshopProps{
		IncludeBridgeAndAwsVpc: jsii.Bool(true),
	})
	probes(awscdk.NewStack(app, jsii.String("Probes"), nil))
	services(awscdk.NewStack(app, jsii.String("Services"), nil))
	modes.NetworkModeChecks_ApplyTo(app)
	app.Synth(nil)
}

func probes(stack awscdk.Stack) {
	workshop := modes.NewNetworkModesWorkshop(stack, jsii.String("Workshop"), &modes.NetworkModesWorkshopProps{RunServices: jsii.Bool(true)})
	workshop.HostDemo().AddExecProbe(jsii.String("Inside"), &modes.ExecProbeOptions{
		Command: jsii.Strings("ip", "addr", "show"),
		Expectation: modes.CommandExpectation_AllOf(
			modes.CommandExpectation_OutputContains(jsii.String("docker0")), modes.CommandExpectation_ExitCode(jsii.Number(0))),
	})
	workshop.NoneDemo().AddInstanceProbe(jsii.String("FromOutside"), &modes.InstanceProbeOptions{
		Command:     jsii.String("nsenter -t {{pid}} -n ip -o link | wc -l"),
		Expectation: modes.CommandExpectation_OutputMatches(jsii.String("^1$")),
	})
	workshop.HostDemo().AddPlacementProbe(jsii.String("PortTaken"), &modes.PlacementProbeOptions{
		Expectation: modes.PlacementExpectation_Refused(modes.PlacementFailureReason_RESOURCE_PORTS()),
	})
}

func services(stack awscdk.Stack) {
	cluster := modes.NewEc2CapacityCluster(stack, jsii.String("Cluster"), nil)
	capacity := cluster.AddCapacity(jsii.String("Edge"), &modes.Ec2CapacityOptions{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(4)})
	image := awsecs.ContainerImage_FromRegistry(jsii.String("nginx:alpine"), nil)
	agent := cluster.AddHostModeService(jsii.String("Agent"), &modes.HostModeServiceOptions{
		Image: image, Capacity: capacity, Scheduling: modes.Scheduling_OnEveryInstance(),
		Ports: &[]modes.HostPort{modes.HostPort_Tcp(jsii.Number(9102)), modes.HostPort_Udp(jsii.Number(9125))},
	})
	modes.NetworkModeChecks_Acknowledge(agent, jsii.String("hostModeInstanceRole"), jsii.String("the role can register in this cluster and no more"))
	cluster.AddNoneModeService(jsii.String("Batch"), &modes.NoneModeServiceOptions{
		Image: image, Command: jsii.Strings("sleep", "3600"), Scheduling: modes.Scheduling_Replicas(jsii.Number(2), nil),
	})
	cluster.AddBridgeModeService(jsii.String("Web"), &modes.BridgeModeServiceOptions{
		Image: image, Ports: &[]modes.BridgePort{modes.BridgePort_Tcp(jsii.Number(80), nil), modes.BridgePort_Tcp(jsii.Number(9090), jsii.Number(9090))},
	})
	api := cluster.AddAwsVpcModeService(jsii.String("Api"), &modes.AwsVpcModeServiceOptions{
		Image: image, Ports: &[]modes.TaskPort{modes.TaskPort_Tcp(jsii.Number(8080))}, Cpu: jsii.Number(128), MemoryLimitMiB: jsii.Number(256),
	})
	api.GrantExecuteCommand(awsiam.NewRole(stack, jsii.String("OnCall"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()}))
}
