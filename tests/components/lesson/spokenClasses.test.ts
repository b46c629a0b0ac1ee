import { expect, test } from 'vitest'
import { spokenClasses } from '../../../components/lesson/server/spokenClasses'

const FOCUS = ['client/impl/producer/DefaultMQProducerImpl#makeSureStateOK', 'client/latency/MQFaultStrategy', 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData']

test('a step speaks of the class it is at', () => {
  expect(spokenClasses('No name in it.', 'client/Validators#checkMessage@if', FOCUS)).toEqual(['Validators'])
  expect(spokenClasses('', 'broker/processor/SendMessageProcessor#processRequest~14', FOCUS)).toEqual(['SendMessageProcessor'])
})

test('of those it names, alone or with a method', () => {
  expect(spokenClasses('Under it a `ResponseFuture` stands; `DefaultMQProducer#send` waits.', 'a/B#c', FOCUS))
    .toEqual(['B', 'DefaultMQProducer', 'ResponseFuture'])
})

test('and of the class whose method it names, if the lesson is about that', () => {
  expect(spokenClasses('`makeSureStateOK` lets it pass, `checkIt` does not.', 'a/B#c', FOCUS)).toEqual(['B', 'DefaultMQProducerImpl'])
})

test('a name that is not set as code is a word', () => {
  expect(spokenClasses('A Facade, and makeSureStateOK.', 'a/B#c', FOCUS)).toEqual(['B'])
})
