// The grammar of .nnd files. It knows calls, not layer names: a new layer needs no change here.
grammar Nnd;

file
    : item* EOF
    ;

// A value by itself, as a command line gives it.
value
    : expression EOF
    ;

item
    : 'import' path=STRING ('as' NAME)?               # importItem
    | 'model' NAME parameters? body                   # modelItem
    | 'block' NAME parameters? body                   # blockItem
    | 'train' NAME '{' setting* '}'                   # trainItem
    ;

parameters
    : '(' (parameter (',' parameter)* ','?)? ')'
    ;

parameter
    : NAME ('=' expression)?
    ;

body
    : '{' statement* '}'
    ;

statement
    : 'input' NAME (':' type)?                        # inputStatement
    | 'output' (NAME '=')? expression                 # outputStatement
    | 'layer' NAME '=' expression                     # layerStatement
    | 'for' NAME 'in' expression body                 # forStatement
    | conditional                                     # ifStatement
    | NAME '=' expression                             # bindingStatement
    ;

conditional
    : 'if' expression body ('else' (conditional | body))?
    ;

type
    : NAME ('[' (expression (',' expression)* ','?)? ']')?
    ;

// One line of a train section: what is set, and to what.
setting
    : NAME expression
    ;

// From the tightest to the loosest.
expression
    : primary                                                       # primaryExpression
    | expression '.' NAME                                           # fieldExpression
    | expression '[' subscript (',' subscript)* ']'                 # indexExpression
    | expression '(' (argument (',' argument)* ','?)? ')'           # callExpression
    | <assoc=right> expression op='**' expression                   # binaryExpression
    | op='-' expression                                             # unaryExpression
    | expression op=('*' | '/' | '%' | '@') expression              # binaryExpression
    | expression op=('+' | '-') expression                          # binaryExpression
    | expression op=('==' | '!=' | '<' | '<=' | '>' | '>=') expression # binaryExpression
    | op='not' expression                                           # unaryExpression
    | expression op='and' expression                                # binaryExpression
    | expression op='or' expression                                 # binaryExpression
    | expression '->' expression                                    # pipeExpression
    ;

// What an index picks of one axis.
subscript
    : expression bounds?
    | bounds
    ;

bounds
    : ':' to=expression? (':' step=expression?)?
    ;

argument
    : (NAME '=')? expression
    ;

primary
    : INT                                                           # intPrimary
    | FLOAT                                                         # floatPrimary
    | STRING                                                        # stringPrimary
    | ('true' | 'false')                                            # boolPrimary
    | (NAME | 'output')                                             # namePrimary
    | '[' (expression (',' expression)* ','?)? ']'                  # listPrimary
    | '(' expression ('|' expression)* ')'                          # groupPrimary
    | choice                                                        # choicePrimary
    ;

choice
    : 'if' expression '{' expression '}' 'else' (choice | '{' expression '}')
    ;

INT: [0-9] [0-9_]*;
FLOAT: [0-9] [0-9_]* '.' [0-9] [0-9_]* EXPONENT? | [0-9] [0-9_]* EXPONENT;
STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';
NAME: [a-zA-Z_] [a-zA-Z_0-9]*;

// Comments are kept, for the formatter and for the docs of models and blocks.
DOC: '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
LINE_COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(HIDDEN);
SPACE: [ \t\r\n]+ -> channel(HIDDEN);
STRAY: .;

fragment EXPONENT: [eE] [+-]? [0-9]+;
